// One live connection a browser: one tab holds a lock and the stream, and passes what it hears to the others.
// Where a browser has no locks, each tab has a stream of its own and gives it up when hidden for a minute.

/**
 * @typedef {object} Heard
 * @property {"move" | "withdrawn" | "reset" | "online" | "offline" | "message" | "here" | "closed" | "anew"} name What came.
 * @property {number} sequence Its place among public moves; 0 where it has none.
 * @property {string} story The story's id; empty where it is about none.
 * @property {string} html The item of the newsfeed; empty where there is none.
 * @property {any} [data] All of it, for what comes from a room.
 */

/** @typedef {{ rooms?: [string, number][], who?: boolean, heard?: Heard }} Note What tabs tell each other. */

/** @type {Set<(heard: Heard) => void>} */
const listeners = new Set();
const prefix = document.body.dataset.prefix ?? "";
const name = `dateline-live-${document.body.dataset.edition ?? ""}`;
const channel = "BroadcastChannel" in window ? new BroadcastChannel(name) : undefined;
/** @type {EventSource | undefined} */
let source;
let last = 0;
let isStarted = false;
let isLeading = false;
/** Rooms of this tab, and, where it leads, of all tabs, with the last change that is known. @type {Map<string, number>} */
const rooms = new Map();
const own = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let reopening;

/** @param {Heard} heard */
function tell(heard) {
  last = Math.max(last, heard.sequence);
  if (heard.name === "message" && rooms.has(heard.story)) {
    rooms.set(heard.story, Math.max(rooms.get(heard.story) ?? 0, heard.data.changed));
  }
  for (const listener of listeners) listener(heard);
}

/** @param {Heard} heard */
function tellAll(heard) {
  tell(heard);
  channel?.postMessage({ heard });
}

/** Opens the stream, going on behind what is known. */
function open() {
  source?.close();
  const query = new URLSearchParams();
  if (last > 0) query.set("after", String(last));
  for (const [story, change] of rooms) query.append("room", `${story}:${change}`);
  const stream = new EventSource(`${prefix}/live${query.size ? `?${query}` : ""}`);
  source = stream;
  for (const kind of /** @type {const} */ (["move", "withdrawn", "reset", "message", "here", "closed", "anew"])) {
    stream.addEventListener(kind, (event) => {
      const data = JSON.parse(event.data);
      const sequence = data.sequence ?? (Number(event.lastEventId.split(" ")[0]) || 0);
      tellAll({ name: kind, sequence, story: data.story ?? "", html: data.html ?? "", data });
    });
  }
  stream.addEventListener("open", () => tellAll({ name: "online", sequence: 0, story: "", html: "" }));
  stream.addEventListener("error", () => {
    tellAll({ name: "offline", sequence: 0, story: "", html: "" });
    // The browser tries again by itself unless it was refused; then we do, after a while.
    if (stream.readyState === EventSource.CLOSED) setTimeout(open, 5000 + Math.random() * 10000);
  });
}

/** Opens it anew in a moment, with the rooms that are wanted by then. */
function reopen() {
  clearTimeout(reopening);
  reopening = setTimeout(open, 100);
}

/** @param {[string, number][]} wanted */
function take(wanted) {
  const fresh = wanted.filter(([story]) => !rooms.has(story));
  for (const [story, change] of fresh) rooms.set(story, change);
  if (isLeading && fresh.length > 0) reopen();
}

/** @param {Note} note */
function note({ heard, rooms: wanted, who }) {
  if (heard) tell(heard);
  if (wanted) take(wanted);
  if (who && own.size > 0) channel?.postMessage({ rooms: [...rooms].filter(([story]) => own.has(story)) });
}

function lead() {
  if (channel && "locks" in navigator) {
    navigator.locks.request(name, () => {
      isLeading = true;
      channel.postMessage({ who: true });
      open();
      return new Promise(() => {});
    });
    return;
  }
  isLeading = true;
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
  channel?.addEventListener("message", (event) => note(event.data));
  lead();
}

/**
 * Hears what happens in a story's room too, from a change on.
 * @param {string} story
 * @param {number} change The last change that the page shows.
 */
export function join(story, change) {
  own.add(story);
  take([[story, change]]);
  channel?.postMessage({ rooms: [[story, change]] });
}
