// What does the copy desk find while somebody writes? Asked after each save; underlined, and listed beside the story.

import { mark } from "../editor/marks.js";
import { afterRest } from "./quiet.js";

const QUIET = 700;

/**
 * @param {import("./saving.js").Saving} saving
 * @param {import("../../vendor/editor/editor.js").EditorView} view
 */
export function followFindings(saving, view) {
  const panel = document.getElementById("copy-desk");
  const list = panel?.querySelector("ol");
  const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-draft]"));
  if (!panel || !list) return () => {};

  /** @param {import("../editor/marks.js").Finding} finding */
  const line = (finding) => {
    const item = document.createElement("li");
    item.className = finding.reason === null ? finding.severity : `${finding.severity} aside`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = finding.place;
    button.addEventListener("click", () => go(finding, view));
    const words = document.createElement("q");
    words.dir = "auto";
    words.textContent = finding.words;
    const message = document.createElement("span");
    message.lang = "en";
    message.dir = "ltr";
    message.textContent = finding.message;
    item.append(button, " ", words, " ", message);
    return item;
  };

  return afterRest(QUIET, async (signal) => {
    try {
      const query = new URLSearchParams({ kind: form.dataset.kind ?? "" });
      const answer = await fetch(`/desk/drafts/${saving.draft}/findings?${query}`, { headers: { accept: "application/json" }, signal });
      if (!answer.ok) return;
      /** @type {import("../editor/marks.js").Finding[]} */
      const findings = await answer.json();
      mark(view, findings);
      list.replaceChildren(...findings.map(line));
      panel.hidden = findings.length === 0;
    } catch {
      // The saves tell whether the newsroom can be reached.
    }
  });
}

/**
 * Leads to the words of a finding.
 * @param {import("../editor/marks.js").Finding} finding
 * @param {import("../../vendor/editor/editor.js").EditorView} view
 */
function go(finding, view) {
  if (finding.field !== "body") {
    document.getElementById(finding.field)?.focus();
    return;
  }
  const marked = [...view.dom.querySelectorAll(".found")].find((each) => each.textContent === finding.words);
  marked?.scrollIntoView({ block: "center" });
  view.focus();
}
