// A story's room: what is said comes in as it is said; one's own stands at once and is sent until it is taken.
import { fragment } from "../live/markup.js";
import { join, listen } from "../live/stream.js";
import { Mine, part } from "../mine.js";
import { mayModerate, moderate } from "../moderate.js";
import { localTimes } from "../times.js";
import { Writing } from "./writing.js";
import { seen } from "./unread.js";

/** The most messages in a page; the oldest leave. */
const MOST = 300;
/** How long a lost connection is not worth a word, in milliseconds. */
const SILENT = 5000;

class ChatRoom extends HTMLElement {
  list = /** @type {HTMLOListElement} */ (this.querySelector("ol.chat-messages"));
  below = document.createElement("button");
  offline = document.createElement("p");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  losing;
  /** @type {Mine | undefined} */
  mine;

  async connectedCallback() {
    const { story = "", path = "", change = "0" } = this.dataset;
    localTimes(this);
    seen(story, Number(this.dataset.last));
    if (!("live" in this.dataset)) return;
    this.offline.className = "notice";
    this.offline.hidden = true;
    this.offline.setAttribute("role", "status");
    this.offline.textContent = this.dataset.offline ?? "";
    this.below.type = "button";
    this.below.className = "plain";
    this.below.hidden = true;
    this.below.textContent = this.dataset.new ?? "";
    this.below.addEventListener("click", () => this.toEnd());
    this.list.after(this.below, this.offline);
    if (!location.hash) this.toEnd();
    listen(0, (heard) => this.hear(heard));
    join(story, Number(change));
    if (mayModerate()) moderate(this);
    this.mine = await Mine.of(this, path);
    if (!this.mine) return;
    this.querySelector(".discussion-door")?.parentElement?.remove();
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector("template.chat-writing"));
    if (template) new Writing(this, template, path);
  }

  /** @param {import("../live/stream.js").Heard} heard */
  hear(heard) {
    if (heard.name === "offline") this.losing ??= setTimeout(() => (this.offline.hidden = false), SILENT);
    if (heard.name === "online") {
      clearTimeout(this.losing);
      this.losing = undefined;
      this.offline.hidden = true;
    }
    if (heard.name === "reset" || (heard.name === "anew" && heard.story === this.dataset.story)) location.reload();
    if (heard.name === "closed" && heard.story === this.dataset.story) location.reload();
    if (heard.name === "message" && heard.story === this.dataset.story) {
      this.put(heard.html, heard.data.number, heard.data.changed, heard.data.shown);
    }
  }

  /**
   * Puts a message in its place, or a newer state of it in place of the older.
   * @param {string} html
   * @param {number} number
   * @param {number} changed
   * @param {boolean} isShown
   */
  put(html, number, changed, isShown) {
    const old = this.querySelector(`#m${number}`);
    if (old && Number(old.getAttribute("data-changed")) >= changed) return;
    const item = isShown ? fragment(html).querySelector("li") : null;
    if (!item) {
      old?.remove();
      return;
    }
    localTimes(item);
    this.mine?.show(item);
    const isAtEnd = this.isAtEnd();
    if (old) {
      // What is open below it stays open.
      for (const open of [part(old, ".moderate"), part(old, ".feelings")]) if (open) item.append(open);
      old.replaceWith(item);
    } else {
      this.querySelector(".discussion-empty")?.remove();
      const after = [...this.list.children].findLast((it) => Number(it.getAttribute("data-number")) < number);
      if (after) after.after(item);
      else this.list.prepend(item);
      while (this.list.childElementCount > MOST) this.list.firstElementChild?.remove();
      if (isAtEnd) this.toEnd();
      else this.below.hidden = false;
    }
    seen(this.dataset.story ?? "", number);
  }

  isAtEnd() {
    const end = this.list.lastElementChild?.getBoundingClientRect();
    return !end || end.top < innerHeight;
  }

  toEnd() {
    this.below.hidden = true;
    this.list.lastElementChild?.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("chat-room", ChatRoom);
