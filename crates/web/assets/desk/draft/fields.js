// What stands in the form's fields, as the newsroom keeps a draft?

/**
 * @typedef {Record<string, string | string[]>} Fields
 */

const PLAIN = [
  "slugline", "headline", "lead", "dateline", "body", "byline", "urgency", "genre", "language", "subjects", "keywords",
  "note", "embargo", "picture", "caption", "credit", "alt",
];

/**
 * @param {HTMLFormElement} form
 * @returns {Fields}
 */
export function fieldsOf(form) {
  const data = new FormData(form);
  /** @type {Fields} */
  const fields = {};
  // A form ends lines as the network does; the newsroom keeps one character.
  for (const name of PLAIN) fields[name] = String(data.get(name) ?? "").replace(/\r\n/g, "\n");
  const home = String(data.get("home") ?? "");
  const others = data.getAll("sections").map(String);
  fields.sections = [home, ...others.filter((each) => each !== home)].filter(Boolean);
  return fields;
}

/**
 * Puts fields into the form; those not named stay as they are.
 * @param {HTMLFormElement} form
 * @param {Fields} fields
 */
export function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    if (name === "sections") {
      fillSections(form, /** @type {string[]} */ (value));
      continue;
    }
    const input = form.elements.namedItem(name);
    if (
      input instanceof HTMLInputElement ||
      input instanceof HTMLTextAreaElement ||
      input instanceof HTMLSelectElement
    ) {
      input.value = String(value);
      input.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
    }
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string[]} sections
 */
function fillSections(form, sections) {
  const home = form.elements.namedItem("home");
  if (home instanceof HTMLSelectElement && sections[0]) home.value = sections[0];
  for (const box of form.querySelectorAll("input[name=sections]")) {
    const input = /** @type {HTMLInputElement} */ (box);
    input.checked = sections.slice(1).includes(input.value);
  }
}

/**
 * @param {Fields} a
 * @param {Fields} b
 */
export function areEqual(a, b) {
  return JSON.stringify(a, Object.keys(a).sort()) === JSON.stringify(b, Object.keys(a).sort());
}
