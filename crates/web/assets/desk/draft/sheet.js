// How does a draft get sent without leaving the page? The send sheet opens over it: the same page, as a part.

import { part } from "../page/ask.js";
import { word } from "../page/words.js";

/**
 * What the sheet's form says beside the line that was derived, which is derived again.
 * @param {HTMLFormElement} sheet
 */
function said(sheet) {
  const query = new URLSearchParams();
  const data = new FormData(sheet);
  const isWritten = data.get("advisory") !== data.get("derived");
  for (const [name, value] of data) {
    if (name !== "version" && (isWritten || (name !== "advisory" && name !== "derived"))) query.set(name, String(value));
  }
  return query;
}

/** @param {import("./saving.js").Saving} saving */
export function offerSheet(saving) {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("sheet"));
  const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-draft]"));
  if (!dialog) return;

  /**
   * @param {URLSearchParams} query
   * @param {string} [focus]
   */
  const load = async (query, focus = "[data-first]") => {
    query.set("part", "1");
    try {
      const page = await part(`/desk/drafts/${saving.draft}/send?${query}`);
      const sheet = page.querySelector(".sheet");
      if (sheet) dialog.replaceChildren(document.importNode(sheet, true));
    } catch {
      const sorry = document.createElement("p");
      sorry.textContent = word("not-saved");
      dialog.replaceChildren(sorry);
    }
    if (!dialog.open) dialog.showModal();
    /** @type {HTMLElement | null} */ (dialog.querySelector(focus))?.focus();
  };

  const open = async () => {
    await saving.flush();
    // What is not kept cannot be sent; the state line says why.
    if (saving.isDirty) return;
    await load(new URLSearchParams(form.dataset.kind ? { kind: form.dataset.kind } : {}));
  };

  dialog.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const sheet = input.form;
    if (!sheet || (input.name !== "kind" && !input.name.startsWith("answer-"))) return;
    const kinds = /** @type {RadioNodeList} */ (sheet.elements.namedItem("kind"));
    // What was wrong is a correction.
    if (input.value === "wrong" && kinds.value === "update") kinds.value = "correction";
    form.dataset.kind = kinds.value;
    void load(said(sheet), `[name="${input.name}"][value="${input.value}"]`);
  });
  dialog.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const link = target.closest("[data-closes]");
    if (target !== dialog && !link) return;
    event.preventDefault();
    dialog.close();
    // A fault leads to its field.
    const field = link instanceof HTMLAnchorElement ? link.hash.slice(1) : "";
    document.getElementById(field === "body" ? "body-text" : field)?.focus();
  });
  for (const button of document.querySelectorAll("[data-opens=sheet]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      void open();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    if (!dialog.open) void open();
    else if (dialog.querySelector("button[type=submit]:not([disabled])")) dialog.querySelector("form")?.requestSubmit();
  });
}
