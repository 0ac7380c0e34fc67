// What does the page say, in the desk's language? The words come with the page, in a template element.

/**
 * A word of the page, with values for its `%names%`.
 * @param {string} key
 * @param {Record<string, string>} [values]
 */
export function word(key, values = {}) {
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("words"));
  const text = template?.content.querySelector(`[data-word="${key}"]`)?.textContent ?? "";
  return Object.entries(values).reduce((said, [name, value]) => said.replace(`%${name}%`, value), text);
}
