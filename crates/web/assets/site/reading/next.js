// Reading on: the next story is put below the one that is read, three at the most; behind them there is a plain link.
//
// The address and the tab follow the story that fills the middle of the window. Nothing else moves: not the focus, not what
// is above. Who does not want it switches it off, and follows the link.
import { define } from "../elements.js";
import { fragment } from "../live/markup.js";
import { localTimes } from "../times.js";
import { called } from "../title.js";
import { follow } from "./bar.js";

const KEY = "dateline-reading-on";
/** The most stories that are put below. */
const MOST = 3;

/** @returns {HTMLElement[]} */
function stories() {
  return [...document.querySelectorAll("article.story")].filter((it) => it instanceof HTMLElement);
}

/** The story in the middle of the window. */
function active() {
  const middle = innerHeight / 2;
  const all = stories();
  return all.findLast((it) => it.getBoundingClientRect().top <= middle) ?? all[0];
}

function mark() {
  const now = active();
  if (!now || now.classList.contains("is-active")) return;
  for (const story of stories()) story.classList.toggle("is-active", story === now);
  const { href = location.pathname, title = document.title } = now.dataset;
  if (stories().length > 1) {
    history.replaceState(history.state, "", href);
    called(title);
  }
  follow(now);
}

class StoryNext extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link) return;
    const first = stories()[0];
    if (first && !first.dataset.href) {
      first.dataset.href = location.pathname + location.search;
      first.dataset.title = document.title;
      first.classList.add("is-active");
      addEventListener("scroll", mark, { passive: true });
      follow(first);
    }
    this.append(this.choice());
    if (localStorage.getItem(KEY) === "no" || stories().length > MOST) return;
    this.watcher = new IntersectionObserver((seen) => {
      if (seen.some((it) => it.isIntersecting)) this.load(link);
    }, { rootMargin: "600px" });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
  }

  choice() {
    const label = document.createElement("label");
    const check = document.createElement("input");
    check.type = "checkbox";
    check.checked = localStorage.getItem(KEY) !== "no";
    check.addEventListener("change", () => {
      localStorage.setItem(KEY, check.checked ? "yes" : "no");
      if (!check.checked) this.watcher?.disconnect();
    });
    label.append(check, this.dataset.byItself ?? "");
    return label;
  }

  /** @param {HTMLAnchorElement} link */
  async load(link) {
    this.watcher?.disconnect();
    // A story that was there a moment ago may be gone; then the link says so.
    const answer = await fetch(link.href).catch(() => undefined);
    if (!answer?.ok || !this.isConnected) return;
    const page = fragment(await answer.text());
    const story = page.querySelector("article.story");
    const next = page.querySelector("story-next");
    if (!(story instanceof HTMLElement)) return;
    story.dataset.href = new URL(answer.url).pathname;
    story.dataset.title = page.title;
    story.setAttribute("aria-label", story.querySelector("h1")?.textContent ?? "");
    // One heading of the first level a page: those below are of the second.
    const heading = story.querySelector("h1");
    const lower = document.createElement("h2");
    lower.className = "headline";
    lower.append(...(heading?.childNodes ?? []));
    heading?.replaceWith(lower);
    for (const it of story.querySelectorAll("[id]")) it.id = `s${stories().length}-${it.id}`;
    for (const it of story.querySelectorAll("[for]")) it.setAttribute("for", `s${stories().length}-${it.getAttribute("for")}`);
    for (const it of story.querySelectorAll("nav[aria-label]")) {
      it.setAttribute("aria-label", `${it.getAttribute("aria-label")}: ${lower.textContent?.trim()}`);
    }
    for (const it of story.querySelectorAll("[aria-labelledby]")) {
      it.setAttribute("aria-labelledby", `s${stories().length}-${it.getAttribute("aria-labelledby")}`);
    }
    const taken = document.importNode(story, true);
    const known = new Set(stories().map((it) => it.dataset.href));
    this.before(taken);
    localTimes(taken);
    define(taken);
    const onward = next?.querySelector("a");
    if (next && onward && !known.has(new URL(onward.href, location.href).pathname)) {
      this.replaceWith(document.importNode(next, true));
    } else this.remove();
  }
}

customElements.define("story-next", StoryNext);
