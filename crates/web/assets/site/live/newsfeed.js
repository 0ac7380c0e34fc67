// The newsfeed: what the server rendered, then what comes.
import { localTimes } from "../times.js";
import { look } from "./seen.js";
import { listen } from "./stream.js";
import { fragment } from "./markup.js";

const ORDER = "dateline-order";
const ALOUD = "dateline-aloud";
/** The most items in a page; the oldest leave. */
const MOST = 100;

class LiveNewsfeed extends HTMLElement {
  list = /** @type {HTMLOListElement} */ (this.querySelector("ol") ?? document.createElement("ol"));
  offline = document.createElement("p");
  aloud = document.createElement("p");

  async connectedCallback() {
    const { fill, head } = this.dataset;
    if (fill !== undefined) {
      this.list.className = "newsfeed-items";
      this.append(this.list);
      await this.refill();
    }
    this.prepend(this.tools(), this.offline);
    this.offline.className = "newsfeed-offline";
    this.offline.hidden = true;
    this.offline.textContent = this.dataset.offline ?? "";
    this.aloud.className = "visually-hidden";
    this.aloud.setAttribute("aria-live", "polite");
    this.append(this.aloud);
    this.order(localStorage.getItem(ORDER) ?? "newest");
    if ("static" in this.dataset) return;
    listen(Number(head) || 0, (heard) => this.hear(heard));
    const looked = () => this.looked();
    for (const kind of ["pointerenter", "focusin", "touchstart"]) {
      this.parentElement?.addEventListener(kind, looked, { passive: true });
    }
    if (document.querySelector(".newsfeed-page")) look();
  }

  /** @param {import("./stream.js").Heard} heard */
  hear(heard) {
    if (heard.name === "offline") this.offline.hidden = navigator.onLine;
    if (heard.name === "online") this.offline.hidden = true;
    if (heard.name === "reset") this.refill();
    if (heard.name === "withdrawn") this.item(heard.story)?.remove();
    if (heard.name === "move") this.put(heard);
  }

  /** @param {string} story */
  item(story) {
    return this.list.querySelector(`[data-story="${CSS.escape(story)}"]`);
  }

  /** @param {import("./stream.js").Heard} heard */
  put(heard) {
    const item = fragment(heard.html).querySelector("li");
    const old = this.item(heard.story);
    if (!item || Number(old?.getAttribute("data-sequence")) >= heard.sequence) return;
    old?.remove();
    localTimes(item);
    item.classList.add("is-new");
    if (this.dataset.order === "oldest") this.list.append(item);
    else this.list.prepend(item);
    while (this.list.childElementCount > MOST) {
      (this.dataset.order === "oldest" ? this.list.firstElementChild : this.list.lastElementChild)?.remove();
    }
    if (localStorage.getItem(ALOUD) === "yes") this.aloud.textContent = item.querySelector("a")?.textContent ?? "";
  }

  async refill() {
    const address = this.dataset.fill ?? `${document.body.dataset.prefix ?? ""}/newsfeed/items`;
    try {
      const answer = await fetch(address);
      if (!answer.ok) return;
      this.list.replaceChildren(...fragment(await answer.text()).querySelectorAll("li"));
      localTimes(this.list);
      if (this.dataset.order === "oldest") this.list.append(...[...this.list.children].reverse());
    } catch {
      this.offline.hidden = false;
    }
  }

  looked() {
    look();
    for (const item of this.list.querySelectorAll(".is-new")) item.classList.remove("is-new");
  }

  /** @param {string} order */
  order(order) {
    if ((this.dataset.order ?? "newest") !== order) this.list.append(...[...this.list.children].reverse());
    this.dataset.order = order;
  }

  tools() {
    const tools = document.createElement("div");
    tools.className = "newsfeed-tools";
    const turn = document.createElement("button");
    turn.type = "button";
    turn.className = "plain";
    const name = () => (turn.textContent = this.dataset[this.dataset.order === "oldest" ? "newest" : "oldest"] ?? "");
    turn.addEventListener("click", () => {
      const order = this.dataset.order === "oldest" ? "newest" : "oldest";
      localStorage.setItem(ORDER, order);
      this.order(order);
      name();
    });
    queueMicrotask(name);
    const label = document.createElement("label");
    const check = document.createElement("input");
    check.type = "checkbox";
    check.checked = localStorage.getItem(ALOUD) === "yes";
    check.addEventListener("change", () => localStorage.setItem(ALOUD, check.checked ? "yes" : "no"));
    label.append(check, this.dataset.announce ?? "");
    tools.append(turn, label);
    return tools;
  }
}

customElements.define("live-newsfeed", LiveNewsfeed);
