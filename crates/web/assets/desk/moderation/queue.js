// What waits for a moderator, walked and decided by keys.

import { isInDialog, isTyping } from "../page/help.js";

/** Where the next page begins again: what was decided is gone from it by then. */
const PLACE = "dateline-queue";

export function begin() {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("article.waiting")]);
  let at = Math.min(Number(sessionStorage.getItem(PLACE)) || 0, all.length - 1);
  sessionStorage.removeItem(PLACE);

  /** @param {number} to */
  function go(to) {
    at = Math.max(0, Math.min(to, all.length - 1));
    all[at]?.focus();
    all[at]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} act */
  function press(act) {
    sessionStorage.setItem(PLACE, String(at));
    /** @type {HTMLButtonElement | null | undefined} */
    const button = all[at]?.querySelector(`button[value="${act}"]`);
    button?.click();
  }

  document.addEventListener("keydown", (event) => {
    if (isTyping(event.target) || isInDialog() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "a") press("approve");
    // A reason has to be chosen: the key leads to it, and Enter sends.
    else if (event.key === "x") all[at]?.querySelector("select")?.focus();
    else if (event.key === "u") /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-undo]"))?.requestSubmit();
    else return;
    event.preventDefault();
  });
  if (all.length > 0) go(at);
}
