// What changed since this reader read the story? Which revision that was is kept in the browser and nowhere else.
import { fragment } from "./live/markup.js";
import { listen } from "./live/stream.js";

const KEY = "dateline-read";
/** The most stories that are remembered; those read longest ago are forgotten. */
const MOST = 300;

/** @typedef {{ revision: number, at: number }} Read */

/** @returns {Record<string, Read>} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

class StorySince extends HTMLElement {
  async connectedCallback() {
    const { story = "", revision = "0", path = "" } = this.dataset;
    listen(0, (heard) => {
      if (heard.story === story && this.isConnected) this.changed(heard.name, path, Number(revision));
    });
    const all = remembered();
    const last = all[story];
    const present = Number(revision);
    if (last && last.revision < present) await this.tell(path, last);
    if (!last || last.revision !== present) {
      all[story] = { revision: present, at: Date.now() };
      const newest = Object.entries(all).sort(([, a], [, b]) => b.at - a.at).slice(0, MOST);
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
    }
  }

  /**
   * The story moved while it is being read: that is said, and nothing is swapped under the reader's eyes.
   * @param {string} name
   * @param {string} path
   * @param {number} shown The revision that the page shows.
   */
  async changed(name, path, shown) {
    if (name !== "move" && name !== "withdrawn") return;
    const said = document.createElement("p");
    said.className = "notice";
    const link = document.createElement("a");
    link.href = path;
    link.textContent = this.dataset.show ?? "";
    said.append(`${(name === "move" ? this.dataset.moved : this.dataset.withdrawn) ?? ""} `, link);
    this.setAttribute("role", "status");
    this.replaceChildren(said);
    if (name !== "move") return;
    const answer = await fetch(`${path}/since/${shown}`).catch(() => undefined);
    const part = answer?.ok ? fragment(await answer.text()).querySelector(".since") : null;
    // The first line says since when; it is now.
    part?.querySelector("p")?.remove();
    if (part) this.append(document.importNode(part, true));
  }

  /**
   * @param {string} path
   * @param {Read} last
   */
  async tell(path, last) {
    const answer = await fetch(`${path}/since/${last.revision}`).catch(() => undefined);
    if (!answer?.ok) return;
    const part = fragment(await answer.text()).querySelector(".since");
    const words = part?.querySelector("p")?.firstChild;
    if (!part || !words) return;
    const at = new Date(last.at);
    const isToday = at.toDateString() === new Date().toDateString();
    const form = new Intl.DateTimeFormat(document.documentElement.lang, {
      ...(isToday ? {} : { day: "numeric", month: "long" }),
      hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn",
    });
    words.textContent = (words.textContent ?? "").replace("%time%", form.format(at));
    this.setAttribute("role", "status");
    this.replaceChildren(document.importNode(part, true));
  }
}

customElements.define("story-since", StorySince);
