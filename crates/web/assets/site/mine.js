// What a signed-in reader sees of a discussion with their own eyes: what they marked and feel, whom they muted; and marks in
// place. Without script a message's own page has the same.
import { mayBeHere } from "./reader.js";

/** @typedef {{ name: string, id: string, useful: string[], reactions: [string, string][], muted: string[] }} Known */

/**
 * What of a message is its own and not an answer's below it.
 * @param {Element} message
 * @param {string} selector
 * @returns {HTMLElement | undefined}
 */
export function part(message, selector) {
  const found = [...message.querySelectorAll(selector)].find((it) => it.closest("li.message") === message);
  return found instanceof HTMLElement ? found : undefined;
}

/**
 * The message as it stands in the page now: a newer state of it may have come while something was asked.
 * @param {Element} root
 * @param {Element} message
 */
export function standing(root, message) {
  return root.querySelector(`#${CSS.escape(message.id)}`) ?? message;
}

export class Mine {
  /**
   * Who reads; nobody where they have no session.
   * @param {HTMLElement} root what holds the messages and the words for them
   * @param {string} path of the story
   */
  static async of(root, path) {
    if (!mayBeHere()) return undefined;
    const answer = await fetch(`${path}/discussion/mine`).catch(() => undefined);
    const known = answer?.ok ? await answer.json() : { name: null };
    return known.name ? new Mine(root, known) : undefined;
  }

  /**
   * @param {HTMLElement} root
   * @param {Known} known
   */
  constructor(root, known) {
    this.root = root;
    this.id = known.id;
    this.useful = new Set(known.useful);
    this.feelings = new Map(known.reactions);
    this.muted = new Set(known.muted);
    root.addEventListener("click", (event) => this.click(event));
    for (const message of root.querySelectorAll("li.message[data-id]")) this.show(message);
  }

  /** @param {Element} message */
  show(message) {
    const id = message.getAttribute("data-id") ?? "";
    const link = part(message, "a[data-act=useful]");
    link?.setAttribute("role", "button");
    link?.setAttribute("aria-pressed", String(this.useful.has(id)));
    link?.setAttribute("title", this.useful.has(id) ? (this.root.dataset.usefulOn ?? "") : "");
    part(message, "a[data-act=react]")?.setAttribute("role", "button");
    const felt = this.feelings.get(id);
    for (const one of part(message, ".reactions")?.children ?? []) {
      one.classList.toggle("is-mine", one.getAttribute("data-feel") === felt);
    }
    if (!this.muted.has(message.getAttribute("data-reader") ?? "")) return;
    const said = document.createElement("p");
    said.className = "message-gone";
    said.textContent = this.root.dataset.muted ?? "";
    part(message, ".message-text")?.replaceWith(said);
  }

  /** @param {Event} event */
  click(event) {
    const target = event.target instanceof Element ? event.target : null;
    const message = target?.closest("li.message[data-id]");
    // One's own leads to its page, where it can be edited.
    if (!message || message.getAttribute("data-reader") === this.id) return;
    const link = target?.closest("a[data-act=useful], a[data-act=react]");
    const button = target?.closest(".feelings button");
    if (link) event.preventDefault();
    if (link?.getAttribute("data-act") === "useful") void this.mark(message);
    else if (link) this.open(message, link);
    else if (button instanceof HTMLButtonElement) void this.feel(message, button.value);
  }

  /**
   * @param {Element} message
   * @param {string} act
   */
  async post(message, act) {
    const { href } = /** @type {HTMLAnchorElement} */ (part(message, "a[data-act=react]"));
    const answer = await fetch(href, { method: "POST", body: new URLSearchParams({ do: act }) }).catch(() => undefined);
    if (!answer?.ok) location.assign(href);
    return answer?.ok;
  }

  /** @param {Element} message */
  async mark(message) {
    const id = message.getAttribute("data-id") ?? "";
    const was = this.useful.has(id);
    if (!(await this.post(message, was ? "not-useful" : "useful"))) return;
    if (was) this.useful.delete(id);
    else this.useful.add(id);
    // The count itself comes with the change that everybody hears of.
    this.show(standing(this.root, message));
  }

  /**
   * @param {Element} message
   * @param {Element} link
   */
  open(message, link) {
    const old = part(message, ".feelings");
    old?.remove();
    link.setAttribute("aria-expanded", String(!old));
    const template = this.root.querySelector("#feelings");
    if (old || !(template instanceof HTMLTemplateElement)) return;
    link.closest(".message-acts")?.after(template.content.cloneNode(true));
    const menu = part(message, ".feelings");
    const felt = this.feelings.get(message.getAttribute("data-id") ?? "");
    for (const button of menu?.querySelectorAll("button") ?? []) {
      button.setAttribute("aria-pressed", String(button.value === felt));
    }
    menu?.querySelector("button")?.focus();
    menu?.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.close(message);
    });
  }

  /** @param {Element} message */
  close(message) {
    part(message, ".feelings")?.remove();
    const link = part(message, "a[data-act=react]");
    link?.setAttribute("aria-expanded", "false");
    link?.focus();
  }

  /**
   * @param {Element} message
   * @param {string} word
   */
  async feel(message, word) {
    const id = message.getAttribute("data-id") ?? "";
    const was = this.feelings.get(id) === word;
    if (!(await this.post(message, was ? "no-reaction" : `react-${word}`))) return;
    if (was) this.feelings.delete(id);
    else this.feelings.set(id, word);
    const now = standing(this.root, message);
    this.close(now);
    this.show(now);
  }
}
