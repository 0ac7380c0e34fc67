// Who has the draft open? A heartbeat keeps the lease while the page is in front; it warns and never blocks.

import { post } from "../page/ask.js";
import { showOthers } from "./state.js";

const BEAT = 20_000;

/**
 * @param {import("./saving.js").Saving} saving
 * @param {(fields: import("./fields.js").Fields) => void} fill
 */
export function holdLease(saving, fill) {
  const beat = async () => {
    if (document.hidden) return;
    try {
      const { draft } = saving;
      const answer = await post(`/desk/drafts/${draft}/open`, { version: saving.version });
      showOthers(answer.open_by, answer.is_stale);
      // Saved elsewhere, and nothing typed here since: show what was saved.
      if (draft === saving.draft && answer.version > saving.version && !saving.isDirty) {
        saving.version = answer.version;
        fill(answer.fields);
      }
    } catch {
      // The saves tell whether the newsroom can be reached.
    }
  };
  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", () => void beat());
  window.addEventListener("pageshow", () => void beat());
  void beat();
}
