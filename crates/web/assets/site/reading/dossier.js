// What is new in a dossier since this reader last looked? When that was is kept in the browser and nowhere else.

const KEY = "dateline-dossiers";
/** The most dossiers that are remembered; those looked at longest ago are forgotten. */
const MOST = 200;

/** @returns {Record<string, number>} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

export class DossierSince extends HTMLElement {
  connectedCallback() {
    const { dossier = "", none = "", some = "" } = this.dataset;
    const all = remembered();
    const last = all[dossier];
    if (last !== undefined) {
      const marks = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".is-fresh[data-changed]"));
      const fresh = [...marks].filter((mark) => Date.parse(mark.dataset.changed ?? "") > last);
      for (const mark of fresh) mark.hidden = false;
      const said = document.createElement("p");
      said.className = "notice";
      said.textContent = fresh.length ? some.replace("%n%", String(fresh.length)) : none;
      this.replaceChildren(said);
    }
    all[dossier] = Date.now();
    const newest = Object.entries(all).sort(([, a], [, b]) => b - a).slice(0, MOST);
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
  }
}

customElements.define("dossier-since", DossierSince);
