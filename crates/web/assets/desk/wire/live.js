// What happens on the wire's page as a line comes in?

import { grow } from "../page/grow.js";
import { offer, tellLine, tellParked } from "./notices.js";

/**
 * @param {HTMLTableElement} table
 * @param {() => void} grown
 */
export function follow(table, grown) {
  const body = table.tBodies[0];
  /** @param {HTMLTableRowElement} line */
  const added = (line) => {
    tellLine(line);
    // A story's older lines say that they are no longer its last.
    for (const older of body.querySelectorAll(`tr[data-story="${line.dataset.story}"]`)) {
      if (older !== line) older.classList.add("passed");
    }
  };
  const source = grow(table, { stream: "/desk/live", event: "wire", rows: "/desk/wire-rows", added, grown });
  source.addEventListener("parked", tellParked);
  offer(/** @type {HTMLButtonElement | null} */ (document.getElementById("notices")));
}
