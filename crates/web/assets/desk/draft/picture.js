// How does a picture come to a draft: chosen, dropped or pasted?

import { word } from "../page/words.js";

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
    if (id) image.src = `/desk/pictures/${id}`;
    place.classList.toggle("has-picture", id !== "");
  };

  /** @param {File | undefined | null} file */
  const take = async (file) => {
    if (!file?.type.startsWith("image/")) return;
    status.textContent = word("uploading");
    try {
      const headers = { "content-type": file.type, accept: "application/json" };
      const response = await fetch("/desk/pictures", { method: "POST", headers, body: file });
      const answer = await response.json();
      status.textContent = response.ok ? "" : (answer.message ?? word("upload-failed"));
      if (!response.ok) return;
      picture.value = answer.id;
      chooser.value = "";
      show(answer.id);
      form.dispatchEvent(new Event("input"));
    } catch {
      status.textContent = word("upload-failed");
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
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void take(file);
  });
  form.addEventListener("paste", (event) => {
    const file = [...(event.clipboardData?.files ?? [])][0];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    void take(file);
  });
}
