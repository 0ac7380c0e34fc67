// Which message of a room did this browser show last? Kept in the browser and nowhere else: a number a room, never one a
// message.

const KEY = "dateline-rooms";
/** The most rooms that are remembered. */
const MOST = 100;

/** @returns {Record<string, number>} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

/**
 * Notes that all up to a message was shown.
 * @param {string} story
 * @param {number} number
 */
export function seen(story, number) {
  const all = remembered();
  if ((all[story] ?? 0) >= number) return;
  delete all[story];
  all[story] = number;
  localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries(all).slice(-MOST))));
}

/**
 * How many messages came since; none where the room was never looked at.
 * @param {string} story
 * @param {number} last
 */
export function unread(story, last) {
  const known = remembered()[story];
  return known === undefined ? 0 : Math.max(0, last - known);
}
