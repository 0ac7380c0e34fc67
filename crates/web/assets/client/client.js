// The portal's one entry: what stands on the page decides what is done.

import { follow } from "./given.js";
import { takeOnClick } from "./take.js";

document.documentElement.classList.add("has-script");

const table = /** @type {HTMLTableElement | null} */ (document.querySelector("table[data-given]"));
if (table) follow(table);
for (const button of document.querySelectorAll("button[data-takes]")) {
  takeOnClick(/** @type {HTMLButtonElement} */ (button));
}
