// Which words does the copy desk mean? Underlined in the editor; they move with the text until the next look.

import { Decoration, DecorationSet, Plugin } from "../../vendor/editor/editor.js";

/**
 * @typedef {object} Finding
 * @property {"error" | "warning" | "note"} severity
 * @property {string} field
 * @property {number | null} paragraph
 * @property {number} start
 * @property {string} words
 * @property {string} message
 * @property {string | null} reason
 * @property {string} place
 */

/** The name under which new marks travel. */
const MARKS = "copy-desk";

/** The place of some words in a paragraph, nearest to where the newsroom counted them.
 * @param {string} text
 * @param {Finding} finding
 */
function placeOf(text, finding) {
  let best = -1;
  for (let at = text.indexOf(finding.words); at >= 0; at = text.indexOf(finding.words, at + 1)) {
    if (best < 0 || Math.abs(at - finding.start) < Math.abs(best - finding.start)) best = at;
  }
  return best;
}

/**
 * Shows findings; takes those away that were shown before.
 * @param {import("../../vendor/editor/editor.js").EditorView} view
 * @param {Finding[]} findings
 */
export function mark(view, findings) {
  /** @type {Decoration[]} */
  const all = [];
  let index = 0;
  view.state.doc.forEach((node, offset) => {
    if (!node.textContent.trim()) return;
    for (const finding of findings) {
      if (finding.paragraph !== index || finding.reason !== null) continue;
      const at = placeOf(node.textContent, finding);
      if (at < 0) continue;
      const from = offset + 1 + at;
      all.push(Decoration.inline(from, from + finding.words.length, { class: `found ${finding.severity}`, title: finding.message }));
    }
    index += 1;
  });
  view.dispatch(view.state.tr.setMeta(MARKS, DecorationSet.create(view.state.doc, all)));
}

/** Draws them. */
export const marks = new Plugin({
  state: {
    init: () => DecorationSet.empty,
    apply: (transaction, before) => transaction.getMeta(MARKS) ?? before.map(transaction.mapping, transaction.doc),
  },
  props: {
    /** @this {Plugin} */
    decorations(state) {
      return this.getState(state);
    },
  },
});
