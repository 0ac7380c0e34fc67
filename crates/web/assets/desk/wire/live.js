// How does the wire fill by itself? The stream says that something moved; the lines themselves are asked for.

import { part } from "../page/ask.js";
import { word } from "../page/words.js";
import { offer, tellLine, tellParked } from "./notices.js";

/**
 * @param {HTMLTableElement} table
 * @param {() => void} grown
 */
export function follow(table, grown) {
  const body = table.tBodies[0];
  const status = document.getElementById("live");
  /** @param {string} state */
  const say = (state) => {
    if (!status || status.dataset.state === state) return;
    status.dataset.state = state;
    status.textContent = word(`live-${state}`);
  };
  let isAsking = false;
  let isBehind = false;

  const fetchRows = async () => {
    isBehind = isAsking;
    if (isAsking) return;
    isAsking = true;
    try {
      const page = await part(`/desk/wire-rows?after=${table.dataset.head ?? "0"}`);
      const fresh = page.querySelector("tbody");
      if (fresh) insert(fresh);
      say("on");
    } catch {
      say("off");
    }
    isAsking = false;
    if (isBehind) void fetchRows();
  };

  /** @param {HTMLTableSectionElement} fresh */
  const insert = (fresh) => {
    for (const row of [...fresh.rows].reverse()) {
      if (document.getElementById(row.id)) continue;
      const line = document.importNode(row, true);
      line.classList.add("fresh");
      tellLine(line);
      body.prepend(line);
      // A story's older lines say that they are no longer its last.
      for (const older of body.querySelectorAll(`tr[data-story="${line.dataset.story}"]`)) {
        if (older !== line) older.classList.add("passed");
      }
    }
    const head = fresh.dataset.head ?? body.rows[0]?.dataset.sequence;
    if (head) table.dataset.head = head;
    document.getElementById("empty")?.remove();
    grown();
  };

  const source = new EventSource("/desk/live");
  source.addEventListener("open", () => void fetchRows());
  source.addEventListener("wire", () => void fetchRows());
  source.addEventListener("parked", tellParked);
  offer(/** @type {HTMLButtonElement | null} */ (document.getElementById("notices")));
  source.addEventListener("error", () => say("off"));
}
