// Passkeys: the browser is asked to make one, or to sign in by one. What it is asked to sign comes from the server.

/** @typedef {{ token: string, options: any, fault?: string, to?: string }} Answer */

/**
 * @param {string} address
 * @param {object} [body]
 * @returns {Promise<Answer>}
 */
async function send(address, body) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.fault ?? answer.statusText);
  return said;
}

const can = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;

class PasskeyDoor extends HTMLElement {
  connectedCallback() {
    this.hidden = !can;
    this.querySelector("button")?.addEventListener("click", () => void this.act());
  }

  async act() {
    const said = /** @type {HTMLElement} */ (this.querySelector("[role=alert]"));
    said.textContent = "";
    try {
      const { token, options } = await send(this.dataset.begin ?? "");
      const answer = await this.sign(options.publicKey);
      const name = this.querySelector("input")?.value ?? "";
      const { to } = await send(this.dataset.finish ?? "", { token, answer, name, next: this.dataset.next ?? "" });
      if (to) location.assign(to);
    } catch (error) {
      // Who closes the browser's own window knows that they did.
      if (/** @type {Error} */ (error).name !== "NotAllowedError") said.textContent = /** @type {Error} */ (error).message;
    }
  }

  /** @param {any} options */
  async sign(options) {
    const made = this.dataset.makes === undefined
      ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
    return /** @type {PublicKeyCredential} */ (made).toJSON();
  }
}

customElements.define("passkey-door", PasskeyDoor);
