// Which topics would suit the story? Asked after each save; a box adds its topic to the list of them.

import { part } from "../page/ask.js";
import { afterRest } from "./quiet.js";

const QUIET = 1500;

/**
 * Puts a topic into the list of a draft, or takes it out.
 * @param {HTMLTextAreaElement} list
 * @param {string} topic
 * @param {boolean} isIn
 */
export function setTopic(list, topic, isIn) {
  const lines = list.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const others = lines.filter((line) => line !== topic);
  list.value = (isIn ? [...others, topic] : others).join("\n");
}

/**
 * @param {import("./saving.js").Saving} saving
 * @param {() => void} changed
 */
export function followTopics(saving, changed) {
  const suggested = document.getElementById("suggested-topics");
  const list = document.getElementById("subjects");
  if (!suggested || !(list instanceof HTMLTextAreaElement)) return () => {};

  suggested.addEventListener("change", (event) => {
    // It is no field of the draft: what it stands for goes into one.
    event.stopPropagation();
    const box = /** @type {HTMLInputElement} */ (event.target);
    setTopic(list, box.value, box.checked);
    changed();
  });

  return afterRest(QUIET, async (signal) => {
    // What was just chosen stays where it is until another look.
    if (suggested.contains(document.activeElement)) return;
    try {
      const page = await part(`/desk/drafts/${saving.draft}/topics`);
      if (signal.aborted) return;
      suggested.replaceChildren(...[...page.body.childNodes].map((each) => document.importNode(each, true)));
    } catch {
      // The saves tell whether the newsroom can be reached.
    }
  });
}
