// When is a draft saved? Within a second of a keystroke, one save at a time, and again until it is kept.

import { post, Refused } from "../page/ask.js";
import * as journal from "./journal.js";

/** After the last keystroke, after the first unsaved one, and between tries, in milliseconds. */
const QUIET = 400;
const LONGEST = 800;
const AGAIN = 3000;

/**
 * @typedef {import("./fields.js").Fields} Fields
 * @typedef {{ state: "saved", at?: string } | { state: "saving" } | { state: "unsaved", status: number } |
 *   { state: "branched", by: string, from: string, draft: string }} State
 */

export class Saving {
  /** @type {number | undefined} */ #timer;
  /** @type {number | null} */ #since = null;
  /** @type {Promise<void> | null} */ #underWay = null;
  #changes = 0;
  #savedChanges = 0;

  /**
   * @param {string} draft
   * @param {number} version the save that the page shows
   * @param {() => Fields} fields
   * @param {(state: State) => void} tell
   */
  constructor(draft, version, fields, tell) {
    this.draft = draft;
    this.version = version;
    this.fields = fields;
    this.tell = tell;
  }

  get isDirty() {
    return this.#changes !== this.#savedChanges;
  }

  /** Something was typed. */
  changed() {
    this.#changes += 1;
    journal.keep(this.draft, { version: this.version, fields: this.fields() });
    this.#since ??= performance.now();
    const left = this.#since + LONGEST - performance.now();
    this.#schedule(Math.max(0, Math.min(QUIET, left)));
  }

  /** @param {number} delay */
  #schedule(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  /** Saves what is not saved yet; settled when all is kept or the newsroom could not be reached. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#underWay) await this.#underWay;
    if (!this.isDirty) return;
    this.#underWay = this.#save();
    await this.#underWay;
    this.#underWay = null;
  }

  async #save() {
    const changes = this.#changes;
    this.#since = null;
    this.tell({ state: "saving" });
    try {
      const { draft, version } = this;
      const answer = await post(`/desk/drafts/${draft}/save`, { version, fields: this.fields() });
      this.version = answer.version;
      this.#savedChanges = changes;
      journal.forget(draft);
      if (answer.state === "branched") {
        this.draft = answer.draft;
        this.tell({ state: "branched", by: answer.by, from: draft, draft: answer.draft });
      } else {
        this.tell({ state: "saved", at: answer.at });
      }
      if (this.isDirty) this.changed();
    } catch (error) {
      const status = error instanceof Refused ? error.status : 0;
      this.tell({ state: "unsaved", status });
      this.#schedule(AGAIN);
    }
  }

  /** The page goes away: what is unsaved is sent on its way without waiting. */
  leave() {
    const { draft, version } = this;
    if (this.isDirty && !this.#underWay) {
      const body = { version, fields: this.fields() };
      void post(`/desk/drafts/${draft}/save`, body, { keepalive: true }).then(
        () => journal.forget(draft),
        () => {},
      );
    }
    navigator.sendBeacon(`/desk/drafts/${draft}/leave`);
  }
}
