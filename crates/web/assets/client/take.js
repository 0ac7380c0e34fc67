// A button that puts a text on the clipboard, says so, and notes that it was copied.

import { word } from "../desk/page/words.js";

/** @param {HTMLButtonElement} button */
export function takeOnClick(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = /** @type {HTMLTextAreaElement | null} */ (document.getElementById(button.dataset.takes ?? ""));
    if (!text) return;
    await navigator.clipboard.writeText(text.value);
    button.textContent = word("copied");
    await fetch(location.pathname, { method: "POST", body: new URLSearchParams({ do: "copied" }) });
  });
}
