// Passkeys: the browser is asked to make one, or to sign in by one: by a button, or among what it offers for the address
// field. What it is asked to sign comes from the server.

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
  /** What the browser is asked now; a press of the button takes an offer back. */
  asked = new AbortController();

  async connectedCallback() {
    this.hidden = !can;
    this.querySelector("button")?.addEventListener("click", () => void this.act());
    const field = document.querySelector("input[autocomplete~=webauthn]");
    if (!can || !field || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    // Nothing is asked of the server before somebody means to sign in.
    if (document.activeElement === field) void this.act("conditional");
    else field.addEventListener("focus", () => void this.act("conditional"), { once: true });
  }

  /** @param {CredentialMediationRequirement} [mediation] */
  async act(mediation) {
    this.asked.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    const said = /** @type {HTMLElement} */ (this.querySelector("[role=alert]"));
    said.textContent = "";
    try {
      const { token, options } = await send(this.dataset.begin ?? "");
      const answer = await this.sign(options.publicKey, { mediation, signal });
      const name = this.querySelector("input")?.value ?? "";
      const { to } = await send(this.dataset.finish ?? "", { token, answer, name, next: this.dataset.next ?? "" });
      if (to) location.assign(to);
    } catch (error) {
      // Who closes the browser's own window knows that they did.
      const isQuiet = signal.aborted || /** @type {Error} */ (error).name === "NotAllowedError";
      if (!isQuiet) said.textContent = /** @type {Error} */ (error).message;
    }
  }

  /**
   * @param {any} options
   * @param {{ mediation?: CredentialMediationRequirement, signal: AbortSignal }} how
   */
  async sign(options, how) {
    const made = this.dataset.makes === undefined
      ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), ...how })
      : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), ...how });
    return /** @type {PublicKeyCredential} */ (made).toJSON();
  }
}

customElements.define("passkey-door", PasskeyDoor);
