// A marked passage of a story: its address to share, and the way to say what is wrong in it.

class StoryPassage extends HTMLElement {
  #timer = 0;
  #listen = new AbortController();

  connectedCallback() {
    const { signal } = this.#listen;
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.look(), 250);
    }, { signal });
    this.querySelector("button")?.addEventListener("click", () => void this.copy(), { signal });
  }

  disconnectedCallback() {
    this.#listen.abort();
  }

  look() {
    const marked = getSelection();
    const text = marked?.toString().trim() ?? "";
    const node = marked?.anchorNode;
    const place = (node instanceof Element ? node : node?.parentElement)?.closest("[id]");
    const body = this.closest("article.story")?.querySelector(".story-body");
    const isHere = text.length > 1 && place && body?.contains(place);
    this.hidden = !isHere;
    if (!isHere) return;
    // A short passage is found again by browsers that can (URL fragment text directives); else its paragraph.
    const found = text.length <= 300 && !text.includes("\n") ? `:~:text=${encodeURIComponent(text).replaceAll("-", "%2D")}` : "";
    this.dataset.link = `${this.dataset.url}#${place.id}${found}`;
    const link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
    link.href = `${this.dataset.wrong}&passage=${encodeURIComponent(text.slice(0, 1000))}`;
    const button = /** @type {HTMLButtonElement} */ (this.querySelector("button"));
    button.textContent = this.dataset.copy ?? "";
  }

  async copy() {
    await navigator.clipboard.writeText(this.dataset.link ?? "").catch(() => {});
    const button = /** @type {HTMLButtonElement} */ (this.querySelector("button"));
    button.textContent = this.dataset.copied ?? "";
  }
}

customElements.define("story-passage", StoryPassage);

export {};
