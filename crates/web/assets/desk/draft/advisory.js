// What would the wire say if the draft were sent now? Asked after each save, shown at the foot.

import { post } from "../page/ask.js";
import { afterRest } from "./quiet.js";

const QUIET = 500;

/** @param {import("./saving.js").Saving} saving */
export function followAdvisory(saving) {
  const line = document.getElementById("advisory");
  const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-draft]"));
  if (!line) return () => {};
  return afterRest(QUIET, async (signal) => {
    try {
      const answer = await post(`/desk/drafts/${saving.draft}/preview`, { kind: form.dataset.kind || null }, { signal });
      line.textContent = answer.text;
      line.dataset.state = answer.state;
    } catch {
      if (!signal.aborted) line.textContent = "";
    }
  });
}
