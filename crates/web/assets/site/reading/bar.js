// The bar with the name of the story that is being read: there only while the story's own headline is out of sight.

const bar = document.createElement("div");
bar.className = "reading-bar";
bar.hidden = true;
/** @type {IntersectionObserver | undefined} */
let watcher;

/** @param {HTMLElement} story */
export function follow(story) {
  const heading = story.querySelector("h1, h2.headline");
  const title = heading?.textContent?.trim() ?? "";
  watcher?.disconnect();
  bar.hidden = true;
  if (!heading || !title) return;
  bar.textContent = title;
  bar.lang = story.lang;
  bar.dir = story.dir;
  // What a screen reader has read already is not read again.
  bar.setAttribute("aria-hidden", "true");
  if (!bar.isConnected) document.body.append(bar);
  watcher = new IntersectionObserver(([seen]) => {
    bar.hidden = seen.isIntersecting || seen.boundingClientRect.top > 0;
  });
  watcher.observe(heading);
}
