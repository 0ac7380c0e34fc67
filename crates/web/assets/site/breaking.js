// The banner of a flash or bulletin can be put away; the one for the next story comes all the same.

const KEY = "dateline-hidden";

class BreakingBanner extends HTMLElement {
  connectedCallback() {
    const story = this.dataset.story ?? "";
    if (localStorage.getItem(KEY) === story) {
      this.remove();
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.ariaLabel = this.dataset.close ?? "";
    button.addEventListener("click", () => {
      localStorage.setItem(KEY, story);
      this.remove();
    });
    this.append(button);
  }
}

customElements.define("breaking-banner", BreakingBanner);

export {};
