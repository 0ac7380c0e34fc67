// Being told in this browser: asked for by a press, ended by one.

import { setToWork } from "./worker-door.js";

/** @typedef {{ edition: string, what: string, value: string, says: string, name: string }} Wished */

/**
 * @param {string} address
 * @param {object} body
 * @returns {Promise<Wished[]>}
 */
async function send(address, body) {
  const answer = await fetch(address, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.fault ?? answer.statusText);
  return said.wished;
}

/** The key in the form that browsers take. @param {string} text */
function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

class PushDoor extends HTMLElement {
  async connectedCallback() {
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => void this.want());
    const registration = await navigator.serviceWorker.getRegistration("/");
    const known = await registration?.pushManager.getSubscription();
    if (known) this.show(await send(this.at("wished"), { endpoint: known.endpoint }), known.endpoint);
  }

  /** @param {string} act */
  at(act) {
    return `${this.dataset.prefix}/push/${act}`;
  }

  /** The things that the form beside it names. */
  things() {
    const fields = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=to]"));
    return [...fields].filter((it) => it.type === "hidden" || it.checked).map((it) => it.value);
  }

  async want() {
    const said = /** @type {HTMLElement} */ (this.querySelector("[role=alert]"));
    said.textContent = "";
    try {
      if ((await Notification.requestPermission()) !== "granted") throw new Error(this.dataset.denied);
      const registration = await setToWork();
      const key = bytes(this.dataset.key ?? "");
      const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
      for (const to of this.things()) this.show(await send(this.at("want"), { subscription, to }), subscription.endpoint);
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
    }
  }

  /**
   * @param {Wished[]} wished
   * @param {string} endpoint
   */
  show(wished, endpoint) {
    const list = /** @type {HTMLElement} */ (this.querySelector("ul"));
    list.replaceChildren(...wished.map(({ edition, what, value, says, name }) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = this.dataset.end ?? "";
      button.addEventListener("click", async () => {
        const left = await send(this.at("end"), { endpoint, edition, what, value });
        if (!left.length) await (await (await navigator.serviceWorker.ready).pushManager.getSubscription())?.unsubscribe();
        this.show(left, endpoint);
      });
      const called = document.createElement("bdi");
      called.textContent = name;
      line.append(`${says} `, called, " ", button);
      return line;
    }));
    /** @type {HTMLElement} */ (this.querySelector("[data-list]")).hidden = !wished.length;
  }
}

customElements.define("push-door", PushDoor);
