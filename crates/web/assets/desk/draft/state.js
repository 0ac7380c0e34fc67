// How does the page say whether the draft is kept, and who else has it open?

import { word } from "../page/words.js";

/**
 * @param {string} id
 * @param {string} text
 * @param {string} [href]
 */
function say(id, text, href) {
  const place = document.getElementById(id);
  if (!place) return;
  place.hidden = text === "";
  place.textContent = text;
  if (href) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = word("open-other");
    place.append(" ", link);
  }
}

/** @param {import("./saving.js").State} state */
export function showState(state) {
  const place = document.getElementById("saved");
  if (place) place.dataset.state = state.state;
  switch (state.state) {
    case "saved":
      return say("saved", word("saved"));
    case "saving":
      return say("saved", word("saving"));
    case "unsaved":
      return say("saved", word(state.status === 0 ? "offline" : state.status === 401 ? "signed-out" : "not-saved"));
    case "branched":
      say("saved", word("saved"));
      return say("branch", word("branched", { name: state.by }), `/desk/drafts/${state.from}`);
  }
}

/**
 * @param {string | null} by who else has it open
 * @param {boolean} isStale whether the story moved on
 */
export function showOthers(by, isStale) {
  say("others", by ? word("open-by", { name: by }) : "");
  const stale = document.getElementById("stale");
  if (stale) stale.hidden = !isStale;
}
