// Which moves are told on the desktop, beside the page? A flash, a kill, and a delivery that failed for good.

import { word } from "../page/words.js";

const KEY = "dateline-notices";

/** Whether this browser was told to. */
function isOn() {
  return localStorage.getItem(KEY) === "on" && Notification.permission === "granted";
}

/**
 * The button that turns the notices on and off.
 * @param {HTMLButtonElement | null} button
 */
export function offer(button) {
  if (!button || !("Notification" in window)) return;
  const show = () => {
    button.setAttribute("aria-pressed", String(isOn()));
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (isOn()) localStorage.removeItem(KEY);
    else if ((await Notification.requestPermission()) === "granted") localStorage.setItem(KEY, "on");
    show();
  });
  show();
}

/**
 * Tells of a line that came in while the page was open, if it is of a kind that is told.
 * @param {HTMLTableRowElement} line
 */
export function tellLine(line) {
  const { kind = "", urgency = "", sequence = "" } = line.dataset;
  const isKill = kind === "withdrawal" || kind === "takedown" || kind === "hold";
  if (!isKill && urgency !== "1") return;
  const label = line.querySelector(".kind")?.textContent?.trim() ?? "";
  const headline = line.querySelector(".headline a")?.textContent?.trim() ?? "";
  tell(isKill ? label : word("flash"), headline, `/desk/wire/${sequence}`);
}

/** Tells that deliveries were given up. */
export function tellParked() {
  tell(word("parked"), "", "/desk/subscribers");
}

/**
 * @param {string} title
 * @param {string} body
 * @param {string} to
 */
function tell(title, body, to) {
  if (!("Notification" in window) || !isOn()) return;
  const notice = new Notification(title, { body, tag: to });
  notice.addEventListener("click", () => {
    window.focus();
    location.assign(to);
  });
}
