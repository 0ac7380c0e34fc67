// The rooms that are live, and in which of them something came since this reader looked.
import { fragment } from "../live/markup.js";
import { localTimes } from "../times.js";
import { unread } from "./unread.js";

class ChatList extends HTMLElement {
  async connectedCallback() {
    const { fill } = this.dataset;
    // A panel that is not shown asks for nothing.
    if (fill !== undefined && this.offsetParent === null) return;
    if (fill !== undefined) {
      const answer = await fetch(fill).catch(() => undefined);
      if (!answer?.ok) return;
      this.replaceChildren(...fragment(await answer.text()).body.children);
    }
    localTimes(this);
    for (const item of this.querySelectorAll("li[data-room]")) {
      const count = unread(item.getAttribute("data-room") ?? "", Number(item.getAttribute("data-last")));
      const mark = item.querySelector(".unread");
      if (!(mark instanceof HTMLElement) || count === 0) continue;
      mark.textContent = `${count} ${this.dataset.new ?? ""}`;
      mark.hidden = false;
    }
  }
}

customElements.define("chat-list", ChatList);
