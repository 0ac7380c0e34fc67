// What happens to pasted wire copy? Into an empty story it fills all fields, else it is text like any other.

import { post } from "../page/ask.js";
import { word } from "../page/words.js";
import { fill } from "./fields.js";

/**
 * Whether text looks like a whole story: a first line and paragraphs below it.
 * @param {string} text
 */
export function looksWhole(text) {
  const blocks = text.trim().split(/\r?\n[ \t]*\r?\n/);
  return text.trimStart().startsWith("---\n") || (blocks.length >= 3 && blocks[0].length < 200);
}

/**
 * Whether a paste goes to the newsroom to be read; then the fields are filled when it answers.
 * @param {HTMLFormElement} form
 * @param {string} text
 * @param {() => void} changed
 */
export function takesWhole(form, text, changed) {
  const value = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value.trim();
  if (value("headline") || value("body") || !looksWhole(text)) return false;
  void read(form, text, changed);
  return true;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 * @param {() => void} changed
 */
async function read(form, text, changed) {
  const edition = String(new FormData(form).get("home") ?? "").split("/")[0];
  const place = document.getElementById("diagnoses");
  try {
    const answer = await post("/desk/read-copy", { text, edition });
    // What the copy does not say keeps its value.
    const said = Object.entries(answer.fields).filter(([, value]) => value.length > 0);
    fill(form, Object.fromEntries(said));
    if (place) {
      place.hidden = answer.diagnoses.length === 0;
      place.replaceChildren(...answer.diagnoses.map(item));
    }
  } catch {
    fill(form, { body: text });
    if (place) {
      place.hidden = false;
      place.replaceChildren(item(word("not-read")));
    }
  }
  changed();
}

/** @param {string} text */
function item(text) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}
