// A discussion's page: what is edited or taken out changes where it stands, what is new waits until the reader asks for it;
// and for somebody signed in what they marked, whom they muted, marks without leaving the page.
import { mayBeHere } from "./reader.js";
import { fragment } from "./live/markup.js";
import { join, listen } from "./live/stream.js";

/** @typedef {{ name: string | null, id?: string, useful?: string[], muted?: string[] }} Mine */

class StoryDiscussion extends HTMLElement {
  /** Numbers of messages that came since the page did. @type {Set<number>} */
  come = new Set();
  fresh = document.createElement("button");

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
    if (!mayBeHere()) return;
    const answer = await fetch(`${path}/discussion/mine`).catch(() => undefined);
    /** @type {Mine} */
    const mine = answer?.ok ? await answer.json() : { name: null };
    if (!mine.name) return;
    this.querySelector(".discussion-door")?.remove();
    for (const message of this.messages()) {
      if (mine.useful?.includes(message.dataset.id ?? "")) this.press(message, true);
      if (mine.muted?.includes(message.dataset.reader ?? "")) this.hide(message);
    }
    this.addEventListener("click", (event) => this.pressed(event, mine));
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
    const now = shown ? fragment(heard.html).querySelector(".message-text, .message-gone") : null;
    const text = old.querySelector(":scope > article .message-text, :scope > article .message-gone");
    if (now) text?.replaceWith(now);
    else if (text) this.wait();
  }

  /** Says that there is something new, and leaves it to the reader when to see it. */
  wait() {
    this.fresh.hidden = false;
    this.fresh.textContent = this.come.size ? `${this.dataset.new} (${this.come.size})` : (this.dataset.new ?? "");
  }

  /** @returns {HTMLElement[]} */
  messages() {
    return [...this.querySelectorAll("li.message[data-id]")].filter((it) => it instanceof HTMLElement);
  }

  /**
   * @param {HTMLElement} message
   * @param {boolean} isPressed
   */
  press(message, isPressed) {
    const link = message.querySelector(":scope > article a[data-act=useful]");
    link?.setAttribute("role", "button");
    link?.setAttribute("aria-pressed", String(isPressed));
    link?.setAttribute("title", isPressed ? (this.dataset.usefulOn ?? "") : "");
  }

  /** @param {HTMLElement} message */
  hide(message) {
    const text = message.querySelector(":scope > article .message-text");
    const said = document.createElement("p");
    said.className = "message-gone";
    said.textContent = this.dataset.muted ?? "";
    text?.replaceWith(said);
  }

  /**
   * @param {Event} event
   * @param {Mine} mine
   */
  async pressed(event, mine) {
    const link = event.target instanceof Element ? event.target.closest("a[data-act=useful]") : null;
    const message = link?.closest("li.message");
    if (!(link instanceof HTMLAnchorElement) || !(message instanceof HTMLElement)) return;
    // One's own leads to its page, where it can be edited.
    if (message.dataset.reader === mine.id) return;
    event.preventDefault();
    const isPressed = link.getAttribute("aria-pressed") === "true";
    const body = new URLSearchParams({ do: isPressed ? "not-useful" : "useful" });
    const answer = await fetch(link.href, { method: "POST", body }).catch(() => undefined);
    if (!answer?.ok) {
      location.assign(link.href);
      return;
    }
    const count = link.querySelector(".useful-count");
    const number = Number(count?.textContent?.replace(/\D/g, "")) + (isPressed ? -1 : 1);
    if (count) count.textContent = number > 0 ? ` ${number}` : "";
    this.press(message, !isPressed);
  }
}

customElements.define("story-discussion", StoryDiscussion);
