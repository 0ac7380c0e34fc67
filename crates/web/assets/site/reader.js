// Who is signed in? Pages are the same for all; the name comes separately, and only where a session may be.

/** @typedef {{ name: string | null, id?: string, unseen?: number, stopped?: boolean }} Me */

/** @type {Promise<Me> | undefined} */
let asked;

/**
 * Who this browser is signed in as; asked once a page.
 * @param {string} address
 * @returns {Promise<Me>}
 */
export function me(address) {
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
