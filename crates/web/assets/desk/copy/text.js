// What is a text with marks, and how do its runs join? The twin of the newsroom's own model.

/**
 * A stretch of text under the same marks.
 * @typedef {{ text: string, strong: boolean, emphasis: boolean, link: string | null }} Run
 */

/**
 * @param {string} text
 * @param {Partial<Run>} [marks]
 * @returns {Run}
 */
export function run(text, marks = {}) {
  return { text, strong: marks.strong ?? false, emphasis: marks.emphasis ?? false, link: marks.link ?? null };
}

/**
 * Neighbours under the same marks become one; empty runs go; an unsafe link is none.
 * @param {Run[]} runs
 * @returns {Run[]}
 */
export function joined(runs) {
  /** @type {Run[]} */
  const out = [];
  for (const each of runs) {
    if (!each.text) continue;
    const link = each.link !== null && isSafeLink(each.link) ? each.link : null;
    const last = out.at(-1);
    if (last && last.strong === each.strong && last.emphasis === each.emphasis && last.link === link) {
      last.text += each.text;
    } else {
      out.push({ ...each, link });
    }
  }
  return out;
}

/**
 * @param {Run[]} runs
 * @returns {string}
 */
export function plain(runs) {
  return runs.map((each) => each.text).join("");
}

/**
 * Whether an address may stand in a link: no script, no foreign scheme.
 * @param {string} address
 */
export function isSafeLink(address) {
  return !/[\p{Cc}\p{White_Space}]/u.test(address) && /^(https?:\/\/|mailto:)./iu.test(address);
}
