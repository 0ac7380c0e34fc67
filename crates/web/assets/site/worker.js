// The site's worker: shows what is pushed, and keeps what a reader saved for when there is no network.

const SAVED = "saved";
const PARTS = "saved-parts";
const STORY = "x-dateline-story";
const VERSION = "x-dateline-version";
const LIST = "/account/saved";

const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("push", (/** @type {any} */ event) => {
  const told = event.data?.json();
  if (told) event.waitUntil(Promise.all([show(told), told.kind === "withdrawal" || told.kind === "takedown" ? forget(told.story) : 0]));
});

/** A later word on a story stands in place of the earlier. @param {any} told */
function show(told) {
  return worker.registration.showNotification(told.title, {
    body: told.text, tag: told.story, renotify: true, lang: told.lang, dir: told.dir, data: told.address,
  });
}

worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(worker.clients.openWindow(event.notification.data));
});

worker.addEventListener("pushsubscriptionchange", (/** @type {any} */ event) => {
  const old = event.oldSubscription;
  if (!old) return;
  event.waitUntil(worker.registration.pushManager.subscribe(old.options).then((/** @type {any} */ subscription) => fetch("/push/move", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ old: old.endpoint, subscription }),
  })));
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "sync") event.waitUntil(sync());
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method === "POST" && /\/account\/(log-out|leave)$/.test(pathname)) {
    event.waitUntil(Promise.all([caches.delete(SAVED), caches.delete(PARTS)]));
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (/^\/(assets|media)\/|^\/reader\.css$/.test(pathname)) event.respondWith(part(request));
});

/** A page from the network; without one as it was kept, or the list of what was. @param {Request} request */
async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(SAVED);
    const kept = (await cache.match(request, { ignoreSearch: true })) ?? (await cache.match(LIST));
    if (kept) return kept;
    throw error;
  }
}

/** @param {Request} request */
async function part(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { cacheName: PARTS });
    if (kept) return kept;
    throw error;
  }
}

/** Keeps what the reader's list says, each story as it stands now, and drops what stands there no more. */
async function sync() {
  const answer = await fetch(`${LIST}.json`).catch(() => null);
  if (!answer) return;
  const { saved } = answer.ok ? await answer.json() : { saved: [] };
  const cache = await caches.open(SAVED);
  const wanted = new Map(saved.map((/** @type {any} */ it) => [new URL(it.address, location.origin).href, it]));
  const list = new URL(LIST, location.origin).href;
  for (const request of await cache.keys()) {
    // The list itself is put in place of the old one below, so that there is always one.
    if (request.url === list) continue;
    const kept = await cache.match(request);
    const it = wanted.get(request.url);
    if (kept && it && kept.headers.get(VERSION) === String(it.version)) wanted.delete(request.url);
    else if (!it) await cache.delete(request);
  }
  for (const [address, it] of wanted) await keep(cache, address, it.story, it.version);
  if (saved.length) await keep(cache, LIST, "", "");
  else await Promise.all([cache.delete(LIST), caches.delete(PARTS)]);
}

/** @param {Cache} cache @param {string} address @param {string} story @param {number | string} version */
async function keep(cache, address, story, version) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) {
    await cache.delete(address);
    return;
  }
  const text = await answer.text();
  const headers = new Headers(answer.headers);
  headers.set(STORY, story);
  headers.set(VERSION, String(version));
  await cache.put(address, new Response(text, { headers }));
  await keepParts(text, address);
}

/** What a page or a style sheet is made of. @param {string} text @param {string} base */
async function keepParts(text, base) {
  const cache = await caches.open(PARTS);
  const found = [...text.matchAll(/(?:src|href)="([^"]+)"|url\("?([^")]+)"?\)/g)].map((it) => it[1] ?? it[2] ?? "");
  for (const name of new Set(found)) {
    const url = new URL(name, new URL(base, location.origin));
    if (url.origin !== location.origin || !/^\/(assets|media)\/|^\/reader\.css$/.test(url.pathname)) continue;
    if (await cache.match(url.href)) continue;
    const answer = await fetch(url.href);
    if (!answer.ok) continue;
    await cache.put(url.href, answer.clone());
    if (url.pathname.endsWith(".css")) await keepParts(await answer.text(), url.href);
  }
}

/** Drops a story that was withdrawn. @param {string} story */
async function forget(story) {
  const cache = await caches.open(SAVED);
  for (const request of await cache.keys()) {
    if ((await cache.match(request))?.headers.get(STORY) === story) await cache.delete(request);
  }
}
