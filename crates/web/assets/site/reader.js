// Who is signed in? Pages are the same for all; the name comes separately, and only where a session may be.

/** @typedef {{ name: string | null, id?: string, unseen?: number, stopped?: boolean }} Me */

/** @type {Promise<Me> | undefined} */
let asked;

/** Whether somebody may be signed in: who never was costs the server no question. */
export function mayBeHere() {
  return document.cookie.split("; ").includes("dateline-here=1");
}

/**
 * Who this browser is signed in as; asked once a page.
 * @param {string} address
 * @returns {Promise<Me>}
 */
export function me(address) {
  if (!mayBeHere()) return Promise.resolve({ name: null });
  asked ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : { name: null }))
    .catch(() => ({ name: null }));
  return asked;
}

class ReaderName extends HTMLElement {
  async connectedCallback() {
    const { name, unseen } = await me(this.dataset.me ?? "");
    if (name) this.textContent = unseen ? `${name} (${unseen})` : name;
  }
}

customElements.define("reader-name", ReaderName);
