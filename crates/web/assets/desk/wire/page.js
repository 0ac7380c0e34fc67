// The wire monitor: fills by itself, is walked and filtered by keys.

import { isInDialog, isTyping } from "../page/help.js";
import { filter } from "./filter.js";
import { follow } from "./live.js";
import { choose, chosen, rows, walk } from "./rows.js";

export function begin() {
  const table = /** @type {HTMLTableElement} */ (document.querySelector("table[data-wire]"));
  const form = /** @type {HTMLFormElement} */ (document.getElementById("filter"));
  const text = /** @type {HTMLInputElement} */ (form.elements.namedItem("text"));

  form.addEventListener("input", () => filter(table, form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(table, rows(table)[0]);
  });
  table.addEventListener("click", (event) => {
    const row = /** @type {HTMLElement} */ (event.target).closest("tbody tr");
    if (row) choose(table, /** @type {HTMLTableRowElement} */ (row));
  });
  table.addEventListener("dblclick", () => press(table, "open"));
  follow(table, () => filter(table, form));

  /** @type {Record<string, () => void>} */
  const keys = {
    j: () => walk(table, 1),
    ArrowDown: () => walk(table, 1),
    k: () => walk(table, -1),
    ArrowUp: () => walk(table, -1),
    g: () => choose(table, rows(table)[0]),
    Enter: () => press(table, "open"),
    u: () => press(table, "update"),
    c: () => press(table, "correct"),
    h: () => press(table, "hold"),
    r: () => press(table, "release"),
    x: () => press(table, "withdraw"),
    n: () => /** @type {HTMLElement | null} */ (document.querySelector("[data-key=n]"))?.click(),
    d: () => /** @type {HTMLElement | null} */ (document.querySelector("[data-key=d]"))?.click(),
    "/": () => text.select(),
    Escape: () => {
      form.reset();
      filter(table, form);
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isInDialog()) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape" && event.target === text) {
        text.value = "";
        filter(table, form);
        choose(table, rows(table)[0]);
      }
      return;
    }
    // A focused link or button has its own Enter.
    if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.matches("a, button, summary")) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/**
 * Presses a button of the chosen line.
 * @param {HTMLTableElement} table
 * @param {string} what
 */
function press(table, what) {
  const button = chosen(table)?.querySelector(`[data-does="${what}"]`);
  if (button instanceof HTMLElement) button.click();
}
