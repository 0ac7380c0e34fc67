// A button that puts a link on the clipboard and says so.

import { word } from "./words.js";

/** @param {HTMLButtonElement} button */
export function copyOnClick(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const input = /** @type {HTMLInputElement | null} */ (document.getElementById(button.dataset.copies ?? ""));
    if (!input) return;
    input.select();
    await navigator.clipboard.writeText(input.value);
    button.textContent = word("copied");
  });
}
