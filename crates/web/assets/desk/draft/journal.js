// Where is what was typed while the newsroom could not be reached? In this browser, until it is saved.

/**
 * @typedef {{ version: number, fields: import("./fields.js").Fields }} Page
 */

/** @param {string} draft */
const key = (draft) => `dateline-draft:${draft}`;

/**
 * @param {string} draft
 * @param {Page} page
 */
export function keep(draft, page) {
  try {
    localStorage.setItem(key(draft), JSON.stringify(page));
  } catch {
    // Full or forbidden: the save itself still goes on.
  }
}

/**
 * @param {string} draft
 * @returns {Page | null}
 */
export function kept(draft) {
  try {
    return JSON.parse(localStorage.getItem(key(draft)) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} draft */
export function forget(draft) {
  try {
    localStorage.removeItem(key(draft));
  } catch {
    // Nothing was kept then.
  }
}
