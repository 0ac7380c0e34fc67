// A discussion's page: what is edited or taken out changes where it stands, what is new waits until the reader asks for it.
import { fragment } from "./live/markup.js";
import { join, listen } from "./live/stream.js";
import { Mine, part } from "./mine.js";
import { mayModerate, moderate } from "./moderate.js";

/** What of a message changes where it stands. */
const CHANGING = [".message-text, .message-gone", ".reactions", ".useful-count"];

/**
 * A part of a message as it is now in place of what it was.
 * @param {Element} old
 * @param {Element} now
 * @param {string} selector
 */
function renew(old, now, selector) {
  const was = part(old, selector);
  const is = part(now, selector);
  if (was && is) was.replaceWith(is);
  else if (was) was.remove();
  else if (is) part(old, ".message-text")?.after(is);
}

class StoryDiscussion extends HTMLElement {
  /** Numbers of messages that came since the page did. @type {Set<number>} */
  come = new Set();
  fresh = document.createElement("button");
  /** @type {Mine | undefined} */
  mine;

  async connectedCallback() {
    const { path = "", story = "", change = "0" } = this.dataset;
    this.fresh.type = "button";
    this.fresh.hidden = true;
    this.fresh.className = "discussion-new";
    this.fresh.addEventListener("click", () => location.reload());
    const said = document.createElement("div");
    said.setAttribute("role", "status");
    said.append(this.fresh);
    this.prepend(said);
    listen(0, (heard) => this.hear(heard));
    join(story, Number(change));
    if (mayModerate()) moderate(this);
    this.mine = await Mine.of(this, path);
    if (this.mine) this.querySelector(".discussion-door")?.remove();
  }

  /** @param {import("./live/stream.js").Heard} heard */
  hear(heard) {
    if (!("story" in heard) || heard.story !== this.dataset.story) return;
    if (heard.name === "closed") location.reload();
    if (heard.name === "anew") this.wait();
    if (heard.name !== "message") return;
    const { number, shown } = heard.data;
    const old = this.querySelector(`li.message#m${number}`);
    if (!old) {
      if (shown) this.come.add(number);
      else this.come.delete(number);
      this.wait();
      return;
    }
    const now = shown ? fragment(heard.html).querySelector("li.message") : null;
    if (!now) {
      this.wait();
      return;
    }
    for (const each of CHANGING) renew(old, now, each);
    this.mine?.show(old);
  }

  /** Says that there is something new, and leaves it to the reader when to see it. */
  wait() {
    this.fresh.hidden = false;
    this.fresh.textContent = this.come.size ? `${this.dataset.new} (${this.come.size})` : (this.dataset.new ?? "");
  }
}

customElements.define("story-discussion", StoryDiscussion);
