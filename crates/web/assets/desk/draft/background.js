// What do the dossiers have for the story? Asked after each save; a paragraph is set in behind the one that is written.

import { Fragment } from "../../vendor/editor/editor.js";
import { paragraphsOf } from "../editor/document.js";
import { part } from "../page/ask.js";
import { afterRest } from "./quiet.js";
import { setTopic } from "./topics.js";

const QUIET = 1500;
/** How much of what is chosen is taken along to be pinned. */
const MOST = 300;

/**
 * @param {import("./saving.js").Saving} saving
 * @param {import("../../vendor/editor/editor.js").EditorView} view
 * @param {() => void} changed
 */
export function followBackground(saving, view, changed) {
  const place = document.getElementById("background");
  const list = document.getElementById("subjects");
  if (!place || !(list instanceof HTMLTextAreaElement)) return () => {};

  place.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const link = target.closest("a[data-pins]");
    if (link instanceof HTMLAnchorElement) {
      const { from, to } = view.state.selection;
      const address = new URL(link.href);
      address.searchParams.set("text", view.state.doc.textBetween(from, to, " ").slice(0, MOST));
      link.href = address.href;
      return;
    }
    const button = target.closest("button[data-sets]");
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const { $from } = view.state.selection;
    const at = $from.depth ? $from.after(1) : view.state.doc.content.size;
    const paragraphs = Fragment.from(paragraphsOf(button.dataset.sets ?? ""));
    view.dispatch(view.state.tr.insert(at, paragraphs).scrollIntoView());
    setTopic(list, button.dataset.line ?? "", true);
    button.disabled = true;
    changed();
  });

  return afterRest(QUIET, async (signal) => {
    try {
      const page = await part(`/desk/drafts/${saving.draft}/background`);
      if (signal.aborted || place.contains(document.activeElement)) return;
      place.replaceChildren(...[...page.body.childNodes].map((each) => document.importNode(each, true)));
    } catch {
      // The saves tell whether the newsroom can be reached.
    }
  });
}
