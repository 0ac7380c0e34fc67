// The page on which a story is written: puts the parts together.

import { takeOver } from "../editor/view.js";
import { word } from "../page/words.js";
import { followAdvisory } from "./advisory.js";
import { followBackground } from "./background.js";
import { followLanguage, showCounts } from "./counts.js";
import { areEqual, fieldsOf, fill } from "./fields.js";
import { followFindings } from "./findings.js";
import * as journal from "./journal.js";
import { holdLease } from "./lease.js";
import { takesWhole } from "./paste.js";
import { takePictures } from "./picture.js";
import { Saving } from "./saving.js";
import { offerSheet } from "./sheet.js";
import { showState } from "./state.js";
import { followTopics } from "./topics.js";

export function begin() {
  const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-draft]"));
  const body = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("body"));
  const draft = form.dataset.draft ?? "";
  const version = Number(form.dataset.version);

  const saving = new Saving(draft, version, () => fieldsOf(form), (state) => {
    showState(state);
    if (state.state === "saved") refresh();
    if (state.state === "branched") {
      form.dataset.draft = state.draft;
      form.action = `/desk/drafts/${state.draft}`;
      history.replaceState(null, "", `/desk/drafts/${state.draft}`);
    }
  });
  const changed = () => {
    showCounts(form);
    saving.changed();
  };

  const view = takeOver(body, {
    ask: (now) => prompt(word("link-address"), now),
    takes: (text) => takesWhole(form, text, changed),
  });
  const advise = followAdvisory(saving);
  const look = followFindings(saving, view);
  const suggest = followTopics(saving, changed);
  const offer = followBackground(saving, view, changed);
  const refresh = () => {
    advise();
    look();
    suggest();
    offer();
  };
  followLanguage(form);
  takePictures(form);
  offerSheet(saving);
  showCounts(form);
  refresh();

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    // The save button saves as a keystroke does; other buttons leave the page with all saved.
    const { submitter } = event;
    if (submitter?.dataset.saves === undefined) return;
    event.preventDefault();
    saving.changed();
    void saving.flush();
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyF" || !event.altKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(/** @type {HTMLButtonElement} */ (form.querySelector("button[value=file]")));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void saving.flush();
  });
  window.addEventListener("pagehide", () => saving.leave());
  window.addEventListener("online", () => void saving.flush());

  recover(form, saving, changed);
  holdLease(saving, (fields) => {
    fill(form, fields);
    showCounts(form);
  });
  const headline = /** @type {HTMLInputElement} */ (form.elements.namedItem("headline"));
  if (headline.value && !document.querySelector("[aria-invalid=true]")) view.focus();
}

/**
 * What was typed and never kept, from this browser: saved on the version it was typed on, so that it becomes
 * a branch where somebody saved in between.
 * @param {HTMLFormElement} form
 * @param {Saving} saving
 * @param {() => void} changed
 */
function recover(form, saving, changed) {
  const page = journal.kept(saving.draft);
  if (!page) return;
  if (areEqual(page.fields, fieldsOf(form))) {
    journal.forget(saving.draft);
    return;
  }
  saving.version = page.version;
  fill(form, page.fields);
  changed();
}
