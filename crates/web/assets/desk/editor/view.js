// The editor in place of the form's text area, which keeps its value: what is sent is the same with and without.

import { EditorState, EditorView, Fragment, history, Slice } from "../../vendor/editor/editor.js";
import { copyOf, documentOf, paragraphsOf } from "./document.js";
import { keys } from "./keys.js";
import { marks } from "./marks.js";
import { paragraphNumbers } from "./numbers.js";

/**
 * @param {HTMLTextAreaElement} area
 * @param {{ ask: (now: string) => string | null, takes: (text: string) => boolean }} hooks
 *   `ask` asks for a link's address; `takes` may take pasted text to itself
 */
export function takeOver(area, hooks) {
  const plugins = [...keys(hooks.ask), history({ newGroupDelay: 600 }), paragraphNumbers, marks];
  const fresh = () => EditorState.create({ doc: documentOf(area.value), plugins });
  const place = document.createElement("div");
  place.className = "editor";
  area.after(place);
  area.hidden = true;

  const view = new EditorView(place, {
    state: fresh(),
    attributes: () => ({
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": area.labels[0]?.textContent?.trim() ?? "",
      id: "body-text",
      spellcheck: "true",
    }),
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      if (!transaction.docChanged) return;
      area.value = copyOf(view.state.doc);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    clipboardTextParser: (text) => new Slice(Fragment.from(paragraphsOf(text)), 1, 1),
    clipboardTextSerializer: (slice) => {
      const blocks = slice.content.firstChild?.isBlock;
      const text = blocks ? copyOf(view.state.schema.node("doc", null, slice.content)) : "";
      return blocks ? text.trimEnd() : slice.content.textBetween(0, slice.content.size);
    },
    // Nothing of a page's look comes along, and no style attribute is ever parsed.
    transformPastedHTML: (html) => html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ""),
    handlePaste: (_, event) => {
      if (event.clipboardData?.files.length) return true;
      return hooks.takes(event.clipboardData?.getData("text/plain") ?? "");
    },
    handleDrop: (_, event) => Boolean(event.dataTransfer?.files.length),
  });

  // Filled from outside: a step that can be undone, so that a paste of whole copy can be taken back.
  area.addEventListener("filled", () => {
    const { doc } = view.state;
    const next = documentOf(area.value);
    if (!next.eq(doc)) view.dispatch(view.state.tr.replaceWith(0, doc.content.size, next.content));
  });
  for (const label of area.labels) {
    label.addEventListener("click", (event) => {
      event.preventDefault();
      view.focus();
    });
  }
  return view;
}
