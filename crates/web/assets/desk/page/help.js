// Which key does what on this page? `?` shows the table that the page carries.

/** Whether a key pressed now would be typed. @param {EventTarget | null} target */
export function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"))
  );
}

/** Whether a dialog has the keyboard. */
export function isInDialog() {
  return document.querySelector("dialog[open]") !== null;
}

export function listenForHelp() {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
  if (!dialog) return;
  const show = () => {
    if (!dialog.open) dialog.showModal();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && !isTyping(event.target) && !isInDialog()) {
      event.preventDefault();
      show();
    } else if (event.key === "F1") {
      event.preventDefault();
      show();
    }
  });
  for (const link of document.querySelectorAll("[data-opens=keys]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show();
    });
  }
}
