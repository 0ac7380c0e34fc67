// Which line of the wire is chosen, and how does one walk along it?

/** @param {HTMLTableElement} table */
export function rows(table) {
  return /** @type {HTMLTableRowElement[]} */ ([...table.tBodies[0].rows].filter((row) => !row.hidden));
}

/** @param {HTMLTableElement} table */
export function chosen(table) {
  return /** @type {HTMLTableRowElement | null} */ (table.tBodies[0].querySelector("tr[aria-selected=true]"));
}

/**
 * @param {HTMLTableElement} table
 * @param {HTMLTableRowElement | undefined} row
 */
export function choose(table, row) {
  chosen(table)?.setAttribute("aria-selected", "false");
  if (!row) return;
  row.setAttribute("aria-selected", "true");
  const link = /** @type {HTMLElement | null} */ (row.querySelector("a"));
  link?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/**
 * @param {HTMLTableElement} table
 * @param {number} by
 */
export function walk(table, by) {
  const all = rows(table);
  const now = chosen(table);
  const at = now ? all.indexOf(now) : -1;
  choose(table, all[Math.max(0, Math.min(all.length - 1, at + by))]);
}
