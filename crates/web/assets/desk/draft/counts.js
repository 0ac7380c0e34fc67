// How long is the copy, and does the headline still fit?

import { characters, words } from "../editor/count.js";

/** @param {HTMLFormElement} form */
export function showCounts(form) {
  const value = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name))?.value ?? "";
  const headline = document.getElementById("headline-count");
  if (headline) {
    const count = characters(value("headline").trim());
    const limit = Number(headline.dataset.limit);
    headline.textContent = `${count}/${limit}`;
    headline.classList.toggle("over", count > limit);
  }
  const total = document.getElementById("word-count");
  if (total) {
    const language = value("language");
    const text = `${value("lead")}\n${value("body")}`.replace(/\]\([^)]*\)/g, "]");
    total.textContent = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`).format(words(text, language));
  }
}

/**
 * The copy runs as its language runs, whatever the desk's own language.
 * @param {HTMLFormElement} form
 */
export function followLanguage(form) {
  const select = form.elements.namedItem("language");
  if (!(select instanceof HTMLSelectElement)) return;
  const turn = () => {
    const dir = select.selectedOptions[0]?.dataset.dir ?? "auto";
    for (const place of form.querySelectorAll("[data-copy]")) {
      /** @type {HTMLElement} */ (place).lang = select.value;
      /** @type {HTMLElement} */ (place).dir = dir;
    }
  };
  select.addEventListener("change", turn);
  select.addEventListener("filled", turn);
  turn();
}
