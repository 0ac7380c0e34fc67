// Sharing, listening and saving: what only a browser with the means for it shows or shortens.

import { mayBeHere } from "../reader.js";

class StoryTools extends HTMLElement {
  connectedCallback() {
    const { url = location.href, name = document.title, share = "", copied = "", listen = "", stop = "" } = this.dataset;
    this.append(this.button(share, async (button) => {
      try {
        if (navigator.share) await navigator.share({ title: name, url });
        else {
          await navigator.clipboard.writeText(url);
          button.textContent = copied;
        }
      } catch {
        // The reader changed their mind, or the browser lets nobody copy: the address stands above.
      }
    }));
    if (!("speechSynthesis" in window)) return;
    const speak = this.button(listen, () => {
      if (speechSynthesis.speaking) {
        speechSynthesis.cancel();
        speak.textContent = listen;
        return;
      }
      const story = this.closest("article.story");
      const words = new SpeechSynthesisUtterance(
        [story?.querySelector("h1, h2.headline"), story?.querySelector(".story-body")].map((it) => it?.textContent ?? "").join(". "),
      );
      words.lang = story?.getAttribute("lang") ?? document.documentElement.lang;
      words.addEventListener("end", () => (speak.textContent = listen));
      speechSynthesis.speak(words);
      speak.textContent = stop;
    });
    this.append(speak);
  }

  /**
   * @param {string} words
   * @param {(button: HTMLButtonElement) => unknown} press
   */
  button(words, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = words;
    button.addEventListener("click", () => press(button));
    return button;
  }
}

customElements.define("story-tools", StoryTools);

// Who may be logged in saves by one press; for anybody else the link leads to the page that does it.
document.addEventListener("click", async (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-save]") : null;
  if (!(link instanceof HTMLAnchorElement) || !mayBeHere() || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const body = new URLSearchParams({ story: link.dataset.save ?? "", do: "save" });
  const done = await fetch(new URL(link.href).pathname, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (done?.type !== "opaqueredirect") location.assign(link.href);
  else link.textContent = link.dataset.saved ?? "";
});

// What was saved is brought up to date as soon as the reader is back.
if (mayBeHere()) navigator.serviceWorker?.controller?.postMessage("sync");
