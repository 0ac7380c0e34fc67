// One live connection a browser: one tab holds a lock and the stream, and passes what it hears to the others.
// Where a browser has no locks, each tab has a stream of its own and gives it up when hidden for a minute.

/**
 * @typedef {object} Heard
 * @property {"move" | "withdrawn" | "reset" | "online" | "offline"} name What came.
 * @property {number} sequence Its place among public moves; 0 where it has none.
 * @property {string} story The story's id; empty where it is about none.
 * @property {string} html The item of the newsfeed; empty where there is none.
 */

/** @type {Set<(heard: Heard) => void>} */
const listeners = new Set();
const prefix = document.body.dataset.prefix ?? "";
const name = `dateline-live-${document.body.dataset.edition ?? ""}`;
const channel = "BroadcastChannel" in window ? new BroadcastChannel(name) : undefined;
/** @type {EventSource | undefined} */
let source;
let last = 0;
let isStarted = false;

/** @param {Heard} heard */
function tell(heard) {
  last = Math.max(last, heard.sequence);
  for (const listener of listeners) listener(heard);
}

/** @param {Heard} heard */
function tellAll(heard) {
  tell(heard);
  channel?.postMessage(heard);
}

/** Opens the stream, going on behind what is known. */
function open() {
  const stream = new EventSource(`${prefix}/live${last > 0 ? `?after=${last}` : ""}`);
  source = stream;
  for (const kind of /** @type {const} */ (["move", "withdrawn", "reset"])) {
    stream.addEventListener(kind, (event) => {
      const data = JSON.parse(event.data);
      const sequence = Number(event.lastEventId) || 0;
      tellAll({ name: kind, sequence, story: data.story ?? "", html: data.html ?? "" });
    });
  }
  stream.addEventListener("open", () => tellAll({ name: "online", sequence: 0, story: "", html: "" }));
  stream.addEventListener("error", () => {
    tellAll({ name: "offline", sequence: 0, story: "", html: "" });
    // The browser tries again by itself unless it was refused; then we do, after a while.
    if (stream.readyState === EventSource.CLOSED) setTimeout(open, 5000 + Math.random() * 10000);
  });
}

function lead() {
  if (channel && "locks" in navigator) {
    navigator.locks.request(name, () => {
      open();
      return new Promise(() => {});
    });
    return;
  }
  open();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hiding;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(() => source?.close(), 60000);
    else if (source?.readyState === EventSource.CLOSED) open();
  });
}

/**
 * Hears what happens in this edition from a place on.
 * @param {number} after The last place that the page shows; 0 where it shows none.
 * @param {(heard: Heard) => void} listener
 */
export function listen(after, listener) {
  last = Math.max(last, after);
  listeners.add(listener);
  if (isStarted) return;
  isStarted = true;
  channel?.addEventListener("message", (event) => tell(event.data));
  lead();
}
