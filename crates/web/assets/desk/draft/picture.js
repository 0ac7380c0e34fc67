// How does a picture come to a draft: chosen, dropped, pasted, or from those that the house has?

import { picturesIn, upload } from "../media/upload.js";
import { part } from "../page/ask.js";
import { word } from "../page/words.js";

/** How long it is waited after a letter of the search. */
const QUIET = 300;

/** @param {HTMLFormElement} form */
export function takePictures(form) {
  const place = document.getElementById("picture-place");
  const chooser = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=file]"));
  const picture = form.elements.namedItem("picture");
  const status = document.getElementById("picture-status");
  if (!place || !chooser || !(picture instanceof HTMLInputElement) || !status) return;

  /** @param {string} id */
  const show = (id) => {
    const image = /** @type {HTMLImageElement | null} */ (place.querySelector("img"));
    if (!image) return;
    image.hidden = id === "";
    if (id) image.src = `/desk/media/${id}/files/file.jpg`;
    place.classList.toggle("has-picture", id !== "");
  };

  /**
   * Sets a picture; what it says of itself stands for what nobody typed.
   * @param {{ id: string, caption?: string, credit?: string, alt?: string }} it
   */
  const set = (it) => {
    picture.value = it.id;
    for (const name of /** @type {const} */ (["caption", "credit", "alt"])) {
      const field = form.elements.namedItem(name);
      const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
      if (isField && field.value.trim() === "") field.value = it[name] ?? "";
    }
    show(it.id);
    form.dispatchEvent(new Event("input"));
  };

  /** @param {File | undefined | null} file */
  const take = async (file) => {
    if (!file?.type.startsWith("image/")) return;
    status.textContent = word("uploading");
    try {
      const taken = await upload(file);
      status.textContent = taken.message ?? "";
      chooser.value = "";
      set(taken);
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : word("upload-failed");
    }
  };

  chooser.addEventListener("change", () => void take(chooser.files?.[0]));
  picture.addEventListener("filled", () => show(picture.value));
  document.getElementById("picture-off")?.addEventListener("click", (event) => {
    event.preventDefault();
    picture.value = "";
    show("");
    form.dispatchEvent(new Event("input"));
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    void take(picturesIn(event.dataTransfer)[0]);
  });
  form.addEventListener("paste", (event) => {
    const file = picturesIn(event.clipboardData)[0];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    void take(file);
  });
  offerOwn(set);
}

/**
 * The pictures that the house has, to choose from.
 * @param {(it: { id: string, caption?: string, credit?: string, alt?: string }) => void} set
 */
function offerOwn(set) {
  const offer = /** @type {HTMLDetailsElement | null} */ (document.getElementById("picture-pick"));
  const words = document.getElementById("picture-words");
  const picked = offer?.querySelector(".picked");
  if (!offer || !picked || !(words instanceof HTMLInputElement)) return;
  let asked = 0;

  const look = async () => {
    asked += 1;
    const mine = asked;
    try {
      const page = await part(`/desk/media-pick?q=${encodeURIComponent(words.value)}`);
      if (mine !== asked) return;
      picked.replaceChildren(...[...page.body.childNodes].map((each) => document.importNode(each, true)));
    } catch {
      // The saves tell whether the newsroom can be reached.
    }
  };

  let rest = 0;
  offer.addEventListener("toggle", () => {
    if (offer.open) void look();
  });
  words.addEventListener("input", (event) => {
    // A search is nothing of the draft's.
    event.stopPropagation();
    clearTimeout(rest);
    rest = setTimeout(() => void look(), QUIET);
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  picked.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button[data-media]");
    if (!(button instanceof HTMLButtonElement)) return;
    const { media = "", caption, credit, alt } = button.dataset;
    set({ id: media, caption, credit, alt });
    offer.open = false;
  });
}
