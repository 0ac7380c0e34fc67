// How does the wire fill by itself? The stream says that something came; the lines themselves are asked for.

import { part } from "../desk/page/ask.js";
import { word } from "../desk/page/words.js";

/** @param {HTMLTableElement} table */
export function follow(table) {
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
      const page = await part(`/client/rows?after=${table.dataset.head ?? "0"}`);
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
      body.prepend(line);
    }
    if (fresh.dataset.head) table.dataset.head = fresh.dataset.head;
    if (body.rows.length) document.getElementById("empty")?.remove();
  };

  const source = new EventSource("/client/live");
  source.addEventListener("given", () => void fetchRows());
  source.addEventListener("open", () => say("on"));
  source.addEventListener("error", () => say("off"));
}
