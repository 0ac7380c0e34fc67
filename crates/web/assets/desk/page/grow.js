// How does a table fill by itself? A stream says that something came; the rows themselves are asked for.

import { part } from "./ask.js";
import { word } from "./words.js";

/**
 * @param {HTMLTableElement} table its `data-head` is the last that it knows
 * @param {object} how
 * @param {string} how.stream the address of the stream
 * @param {string} how.event what it calls something that came
 * @param {string} how.rows the address of the rows behind `?after=`
 * @param {(line: HTMLTableRowElement) => void} [how.added] told of each row that was put in
 * @param {() => void} [how.grown] told when all were
 * @returns {EventSource} the stream
 */
export function grow(table, { stream, event, rows, added, grown }) {
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
      const page = await part(`${rows}?after=${table.dataset.head ?? "0"}`);
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
      added?.(line);
    }
    if (fresh.dataset.head) table.dataset.head = fresh.dataset.head;
    if (body.rows.length) document.getElementById("empty")?.remove();
    grown?.();
  };

  const source = new EventSource(stream);
  source.addEventListener("open", () => void fetchRows());
  source.addEventListener(event, () => void fetchRows());
  source.addEventListener("error", () => say("off"));
  return source;
}
