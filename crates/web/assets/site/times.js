// Times stand in the edition's zone, named; a reader elsewhere sees their own.

/**
 * Writes each time in the reader's zone and language; the edition's stays as the title.
 * @param {ParentNode} root
 */
export function localTimes(root) {
  const lang = document.documentElement.lang;
  const today = new Date().toDateString();
  const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" });
  const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", numberingSystem: "latn" });
  const whole = new Intl.DateTimeFormat(lang, {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
    numberingSystem: "latn",
  });
  for (const time of root.querySelectorAll("time")) {
    // A day is the same day everywhere.
    if (!time.dateTime.includes("T")) continue;
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    const text = time.textContent?.trim() ?? "";
    const isWhole = text.length > 20;
    if (!time.title) time.title = isWhole ? text : whole.format(at);
    time.textContent = isWhole ? whole.format(at) : at.toDateString() === today ? clock.format(at) : day.format(at);
  }
}
