// A live coverage while it is read: what was edited or taken out changes where it stands, what is new waits for a press.

import { fragment } from "./live/markup.js";
import { listen } from "./live/stream.js";
import { localTimes } from "./times.js";
import { counted } from "./title.js";

class LiveCoverage extends HTMLElement {
  fresh = document.createElement("button");
  /** Posts that wait. @type {Element[]} */
  waiting = [];

  connectedCallback() {
    if ("over" in this.dataset) return;
    this.fresh.type = "button";
    this.fresh.hidden = true;
    this.fresh.className = "coverage-new";
    this.fresh.addEventListener("click", () => this.show());
    const said = document.createElement("div");
    said.setAttribute("role", "status");
    said.append(this.fresh);
    this.posts.before(said);
    listen(0, (heard) => {
      if (heard.story !== this.dataset.story || !this.isConnected) return;
      if (heard.name === "move") void this.look();
      if (heard.name === "withdrawn") this.withdrawn();
    });
  }

  get posts() {
    return /** @type {HTMLOListElement} */ (this.querySelector("ol.posts:not(.pinned)"));
  }

  /** Reads the page as it is now, and brings this one up to it, but for what is new. */
  async look() {
    const answer = await fetch(this.dataset.path ?? "", { cache: "no-cache" }).catch(() => undefined);
    const now = answer?.ok ? fragment(await answer.text()).querySelector("live-coverage") : null;
    if (!now) return;
    for (const part of [".points", "ol.pinned"]) {
      const [here, there] = [this.querySelector(part), now.querySelector(part)];
      if (here && there) here.replaceWith(document.importNode(there, true));
      else if (there) this.posts.before(document.importNode(there, true));
      else here?.remove();
    }
    const wanted = [...now.querySelectorAll("ol.posts:not(.pinned) > li")];
    const named = (/** @type {Element} */ post) => post.getAttribute("data-post");
    for (const old of [...this.posts.children]) if (!wanted.some((it) => named(it) === named(old))) old.remove();
    this.waiting = [];
    for (const post of wanted) {
      const here = [...this.posts.children].find((it) => named(it) === named(post));
      if (!here) this.waiting.push(document.importNode(post, true));
      else if (here.getAttribute("data-state") !== post.getAttribute("data-state")) {
        const changed = document.importNode(post, true);
        changed.classList.add("is-changed");
        here.replaceWith(changed);
      }
    }
    localTimes(this);
    this.fresh.hidden = this.waiting.length === 0;
    this.fresh.textContent = `${this.dataset.new} (${this.waiting.length})`;
    counted(this.waiting.length);
  }

  show() {
    for (const post of this.waiting) {
      localTimes(post);
      post.classList.add("is-changed");
    }
    this.posts.prepend(...this.waiting);
    this.waiting = [];
    this.fresh.hidden = true;
    counted(0);
  }

  withdrawn() {
    const said = document.createElement("p");
    said.className = "notice";
    const link = document.createElement("a");
    link.href = this.dataset.path ?? "";
    link.textContent = this.dataset.withdrawn ?? "";
    said.append(link);
    this.replaceChildren(said);
  }
}

customElements.define("live-coverage", LiveCoverage);
