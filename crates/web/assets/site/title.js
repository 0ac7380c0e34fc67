// What the tab is called: the story that is being read, with how many moves came in front.

let title = document.title;
let count = 0;

function show() {
  document.title = count > 0 ? `(${count}) ${title}` : title;
}

/** @param {number} number */
export function counted(number) {
  count = number;
  show();
}

/** @param {string} name */
export function called(name) {
  title = name;
  show();
}
