// Which lines of the wire are shown? The same choices as the form without script, made at once.

/**
 * @param {HTMLTableElement} table
 * @param {HTMLFormElement} form
 */
export function filter(table, form) {
  const data = new FormData(form);
  const value = (/** @type {string} */ name) => String(data.get(name) ?? "");
  const words = value("text").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const urgency = Number(value("urgency") || 9);
  for (const row of table.tBodies[0].rows) {
    const text = (row.textContent ?? "").toLocaleLowerCase();
    row.hidden = !(
      (!value("section") || (row.dataset.sections ?? "").split(" ").includes(value("section"))) &&
      (!value("kind") || row.dataset.kind === value("kind")) &&
      Number(row.dataset.urgency) <= urgency &&
      words.every((word) => text.includes(word))
    );
  }
  const query = new URLSearchParams();
  for (const [name, each] of data) if (each) query.set(name, String(each));
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
}
