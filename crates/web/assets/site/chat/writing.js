// The form of a room: what is sent stands at once, marked, and is sent again under the same name until it is taken.

/**
 * @typedef {HTMLElement & {
 *   list: HTMLOListElement,
 *   toEnd(): void,
 *   put(html: string, number: number, changed: number, isShown: boolean): void
 * }} Room
 */

export class Writing {
  /**
   * @param {Room} room
   * @param {HTMLTemplateElement} template
   * @param {string} path
   */
  constructor(room, template, path) {
    this.room = room;
    this.path = path;
    room.append(template.content.cloneNode(true));
    this.form = /** @type {HTMLFormElement} */ (room.querySelector("form.chat-form"));
    this.text = /** @type {HTMLTextAreaElement} */ (this.form.querySelector("textarea"));
    this.fault = /** @type {HTMLElement} */ (this.form.querySelector(".fault"));
    this.answered = /** @type {HTMLElement} */ (this.form.querySelector(".chat-to"));
    this.to = "";
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.answered.querySelector("button")?.addEventListener("click", () => this.answer(null));
    room.list.addEventListener("click", (event) => this.click(event));
  }

  /** @param {MouseEvent} event */
  click(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-act=reply]") : null;
    if (!link) return;
    event.preventDefault();
    this.answer(link.closest("li.message"));
  }

  /** @param {Element | null} item */
  answer(item) {
    this.to = item?.getAttribute("data-id") ?? "";
    this.answered.hidden = !item;
    const name = item?.querySelector(".message-author")?.textContent ?? "";
    const said = item?.querySelector(".message-text")?.textContent ?? "";
    const words = this.answered.querySelector("span");
    if (words) words.textContent = item ? `${name}: ${said.slice(0, 80)}` : "";
    this.text.focus();
  }

  send() {
    const text = this.text.value.trim();
    if (!text) return;
    const body = new URLSearchParams({ text, client_id: crypto.randomUUID() });
    if (this.to) body.set("to", this.to);
    const waiting = document.createElement("li");
    waiting.className = "message is-waiting";
    const words = document.createElement("p");
    words.dir = "auto";
    words.textContent = text;
    const state = document.createElement("button");
    state.type = "button";
    state.className = "plain";
    state.addEventListener("click", () => this.post(body, waiting, state));
    waiting.append(words, state);
    this.room.list.append(waiting);
    this.text.value = "";
    this.answer(null);
    this.room.toEnd();
    this.post(body, waiting, state);
  }

  /**
   * @param {URLSearchParams} body
   * @param {HTMLLIElement} waiting
   * @param {HTMLButtonElement} state
   */
  async post(body, waiting, state) {
    state.disabled = true;
    state.textContent = this.room.dataset.sending ?? "";
    this.fault.hidden = true;
    const answer = await fetch(`${this.path}/chat/say`, { method: "POST", body }).catch(() => undefined);
    const told = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
    if (!told) {
      state.disabled = false;
      state.textContent = this.room.dataset.failed ?? "";
      return;
    }
    if (told.state === "visible") {
      waiting.remove();
      this.room.put(told.html, told.number, told.changed, true);
      this.room.toEnd();
      return;
    }
    if (told.state === "held") {
      state.replaceWith(this.room.dataset.held ?? "");
      return;
    }
    // What was not taken is in the form again, with the reason.
    waiting.remove();
    this.text.value = body.get("text") ?? "";
    this.fault.textContent = told.why;
    this.fault.hidden = false;
    this.text.focus();
  }
}

