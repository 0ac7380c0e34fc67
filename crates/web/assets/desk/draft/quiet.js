// When is the newsroom asked about what was written? Once the typing rests, and not any more while a form leaves the page.

/**
 * A question asked after a rest; a new request for it starts the rest again. A form on its way (the send) takes it
 * back: the draft it is about may be gone before the answer.
 * @param {number} rest in milliseconds
 * @param {(signal: AbortSignal) => Promise<void>} ask
 * @returns {() => void} asks for it
 */
export function afterRest(rest, ask) {
  /** @type {number | undefined} */
  let timer;
  let asked = new AbortController();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    asked.abort();
  });
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      asked.abort();
      asked = new AbortController();
      void ask(asked.signal);
    }, rest);
  };
}
