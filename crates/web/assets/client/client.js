// The portal's one entry: what stands on the page decides what is done.

import { grow } from "../desk/page/grow.js";
import { takeOnClick } from "./take.js";

document.documentElement.classList.add("has-script");

const table = /** @type {HTMLTableElement | null} */ (document.querySelector("table[data-given]"));
if (table) grow(table, { stream: "/client/live", event: "given", rows: "/client/rows" });
for (const button of document.querySelectorAll("button[data-takes]")) {
  takeOnClick(/** @type {HTMLButtonElement} */ (button));
}
