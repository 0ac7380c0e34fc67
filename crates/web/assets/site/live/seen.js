// What the reader has looked at: the place of the last public move they saw, shared by all tabs.

const prefix = document.body.dataset.prefix ?? "";
const key = `dateline-seen-${document.body.dataset.edition ?? ""}`;
/** @type {Set<(count: number) => void>} */
const watchers = new Set();
let count = 0;
let head = 0;
let isAsked = false;

/** The place of the last move the reader looked at; 0 on a first visit. */
export function seen() {
  return Number(localStorage.getItem(key)) || 0;
}

function show() {
  for (const watcher of watchers) watcher(count);
}

/** Asks the server how many there are: exact after a reconnect, in a tab that slept, and when a story was killed. */
export async function ask() {
  const since = seen();
  try {
    const answer = await fetch(`${prefix}/newsfeed/count?after=${since}`);
    if (!answer.ok) return;
    /** @type {{ count: number, head: number }} */
    const found = await answer.json();
    head = Math.max(head, found.head);
    // The reader looked while the answer was under way: it counts from an older place.
    if (since !== seen()) return;
    if (since === 0) look();
    else count = found.count;
    show();
  } catch {
    // Offline: what was counted stays until the connection is back.
  }
}

/**
 * Counts a move that was heard.
 * @param {number} sequence
 */
export function came(sequence) {
  if (sequence <= head) return;
  head = sequence;
  if (sequence > seen()) count += 1;
  show();
}

/** The reader looked: nothing is new any more, in any tab. */
export function look() {
  if (head > seen()) localStorage.setItem(key, String(head));
  count = 0;
  show();
}

/**
 * Tells how many are new, now and whenever that changes.
 * @param {(count: number) => void} watcher
 */
export function watch(watcher) {
  watchers.add(watcher);
  watcher(count);
  if (isAsked) return;
  isAsked = true;
  addEventListener("storage", (event) => {
    if (event.key === key) ask();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
  ask();
}
