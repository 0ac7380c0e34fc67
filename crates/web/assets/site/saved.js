// What was saved is kept for when there is no network: from here on the site's worker is at work.

import { setToWork } from "./worker-door.js";

class SavedOffline extends HTMLElement {
  async connectedCallback() {
    if (!("serviceWorker" in navigator)) return;
    (await setToWork()).active?.postMessage("sync");
    this.hidden = false;
  }
}

customElements.define("saved-offline", SavedOffline);
