// The way to the site's worker. A policy of its own lets no other script become one.

/** @type {{ createScriptURL(url: string): any } | undefined} */
const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("dateline-worker", {
  createScriptURL: (/** @type {string} */ url) => {
    if (url !== "/worker.js") throw new TypeError(url);
    return url;
  },
});

/** Sets the worker to work, once somebody asked for what it does. @returns {Promise<ServiceWorkerRegistration>} */
export async function setToWork() {
  const address = policy ? policy.createScriptURL("/worker.js") : "/worker.js";
  await navigator.serviceWorker.register(address);
  return navigator.serviceWorker.ready;
}
