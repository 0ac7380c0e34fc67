// The desk's one entry: what stands on the page decides what is loaded.

import { listenForHelp } from "./page/help.js";

document.documentElement.classList.add("has-script");
listenForHelp();

if (document.querySelector("form[data-draft]")) {
  const { begin } = await import("./draft/page.js");
  begin();
}
if (document.querySelector("table[data-wire]")) {
  const { begin } = await import("./wire/page.js");
  begin();
}
for (const button of document.querySelectorAll("button[data-copies]")) {
  const { copyOnClick } = await import("./page/copy-button.js");
  copyOnClick(/** @type {HTMLButtonElement} */ (button));
}
if (document.querySelector("[data-queue]")) {
  const { begin } = await import("./moderation/queue.js");
  begin();
}
const takes = document.querySelector("form[data-takes]");
const focus = document.querySelector("[data-focus]");
if (takes || focus) {
  const { chooseFocus, takeDropped } = await import("./media/page.js");
  if (takes instanceof HTMLFormElement) takeDropped(takes);
  if (focus instanceof HTMLElement) chooseFocus(focus);
}
