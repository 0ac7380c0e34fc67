// What do the pages of the pictures do? Take in what is dropped or pasted, and let the point that matters be clicked.

import { picturesIn, upload } from "./upload.js";
import { word } from "../page/words.js";

/** @param {HTMLFormElement} form */
export function takeDropped(form) {
  const status = document.getElementById("media-status");
  if (!status) return;

  /** @param {File[]} files */
  const take = async (files) => {
    let left = files.length;
    let last = "";
    for (const file of files) {
      status.textContent = word("media-taking", { count: String(left) });
      try {
        last = (await upload(file)).id;
        left -= 1;
      } catch (error) {
        status.textContent = `${file.name}: ${error instanceof Error ? error.message : word("upload-failed")}`;
        return;
      }
    }
    location.assign(files.length === 1 ? `/desk/media/${last}` : "/desk/media");
  };

  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const files = picturesIn(event.dataTransfer);
    if (files.length === 0) return;
    event.preventDefault();
    void take(files);
  });
  document.addEventListener("paste", (event) => {
    const files = picturesIn(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    void take(files);
  });
  form.classList.add("has-drop");
}

/** @param {HTMLElement} figure */
export function chooseFocus(figure) {
  const image = figure.querySelector("img");
  const x = document.getElementById("focus-x");
  const y = document.getElementById("focus-y");
  if (!image || !(x instanceof HTMLInputElement) || !(y instanceof HTMLInputElement)) return;
  const point = document.createElement("span");
  point.className = "point";
  figure.append(point);
  const show = () => {
    point.style.left = `${x.value}%`;
    point.style.top = `${y.value}%`;
  };
  show();
  x.addEventListener("input", show);
  y.addEventListener("input", show);
  image.addEventListener("click", (event) => {
    const { left, top, width, height } = image.getBoundingClientRect();
    x.value = String(Math.round(((event.clientX - left) / width) * 100));
    y.value = String(Math.round(((event.clientY - top) / height) * 100));
    show();
  });
}
