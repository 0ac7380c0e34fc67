// Which number has each paragraph? Body, background and block quotes are counted, as in the advisory line.

import { Decoration, DecorationSet, Plugin } from "../../vendor/editor/editor.js";
import { COUNTED } from "../copy/body.js";

/** @param {import("../../vendor/editor/editor.js").Node} document */
function numbers(document) {
  /** @type {Decoration[]} */
  const all = [];
  let last = 0;
  document.forEach((node, offset) => {
    if (!/** @type {string[]} */ (COUNTED).includes(node.type.name)) return;
    last += 1;
    all.push(Decoration.node(offset, offset + node.nodeSize, { "data-number": String(last) }));
  });
  return DecorationSet.create(document, all);
}

/** Shows the numbers: the style sheet draws them in the margin from `data-number`. */
export const paragraphNumbers = new Plugin({
  state: {
    init: (_, { doc }) => numbers(doc),
    apply: (transaction, before) => (transaction.docChanged ? numbers(transaction.doc) : before),
  },
  props: {
    /** @this {Plugin} */
    decorations(state) {
      return this.getState(state);
    },
  },
});
