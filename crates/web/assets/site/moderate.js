// A moderator on the site's own page: what "More" opens is their form, below the message, and what they press changes the page
// of everybody as it does from the desk.
import { fragment } from "./live/markup.js";
import { part, standing } from "./mine.js";

/** Whether one of the staff may be signed in. */
export function mayModerate() {
  return document.cookie.split("; ").includes("dateline-desk=1");
}

/** @param {HTMLElement} root what holds the messages */
export function moderate(root) {
  root.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-act=more]") : null;
    const message = link?.closest("li.message[data-id]");
    if (!(link instanceof HTMLAnchorElement) || !message) return;
    event.preventDefault();
    const open = part(message, ".moderate");
    open?.remove();
    link.setAttribute("aria-expanded", String(!open));
    if (open) return;
    const form = await tools(message.getAttribute("data-id") ?? "");
    if (!form) {
      location.assign(link.href);
      return;
    }
    const now = standing(root, message);
    part(now, "a[data-act=more]")?.setAttribute("aria-expanded", "true");
    part(now, ".message-acts")?.after(form);
    form.querySelector("select")?.focus();
  });
}

/**
 * The form for a message; none for who may not.
 * @param {string} id
 */
async function tools(id) {
  const answer = await fetch(`/desk/moderation/messages/${id}/tools`).catch(() => undefined);
  if (answer?.status !== 200 || answer.redirected) return undefined;
  const form = fragment(await answer.text()).querySelector("form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void decide(form, /** @type {HTMLButtonElement} */ (event.submitter));
  });
  return form ?? undefined;
}

/**
 * @param {string} address
 * @param {FormData} typed
 */
function post(address, typed) {
  const body = new URLSearchParams([...typed].map(([name, value]) => [name, String(value)]));
  return fetch(address, { method: "POST", body }).catch(() => undefined);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 */
async function decide(form, button) {
  const answer = await post(form.action, new FormData(form, button));
  if (!answer?.ok) {
    const fault = form.querySelector(".fault");
    if (fault instanceof HTMLElement) fault.hidden = false;
    return;
  }
  const said = document.createElement("p");
  said.className = "notice moderate";
  said.setAttribute("role", "status");
  said.append(form.dataset.done ?? "");
  const act = new URL(answer.url).searchParams.get("done");
  if (act) said.append(" ", undo(act, form, said));
  form.replaceWith(said);
}

/**
 * @param {string} act
 * @param {HTMLFormElement} form
 * @param {Element} said
 */
function undo(act, form, said) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = form.dataset.undo ?? "";
  button.addEventListener("click", async () => {
    const answer = await post(`/desk/moderation/undo/${act}`, new FormData(form));
    if (answer?.ok) said.remove();
  });
  return button;
}
