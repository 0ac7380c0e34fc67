// How are marks written inside a paragraph of plain wire copy? The twin of the writer in the newsroom's formats.

import { isControl, isSpace } from "./signs.js";
import { run } from "./text.js";

/** @typedef {import("./text.js").Run} Run */

/**
 * Writes text with its marks; in a table (`spaced`) tabs and line ends stay.
 * @param {Run[]} runs
 * @param {boolean} [spaced]
 */
export function printInline(runs, spaced = false) {
  let out = "";
  for (let at = 0; at <= runs.length; at++) {
    const now = runs[at] ?? run("");
    out += turn(runs[at - 1] ?? run(""), now);
    if (at < runs.length) out = printRun(out, now, spaced, at + 1 === runs.length);
  }
  return out;
}

/**
 * @param {Run} before
 * @param {Run} now
 */
function stars(before, now) {
  const count = (before.strong !== now.strong ? 2 : 0) + (before.emphasis !== now.emphasis ? 1 : 0);
  return "*".repeat(count);
}

/**
 * Ends the marks of one run and begins those of the next; around a link all of them.
 * @param {Run} before
 * @param {Run} now
 */
function turn(before, now) {
  if (before.link === now.link) return stars(before, now);
  let out = stars(before, run(""));
  if (before.link !== null) out += `](${before.link.replace(/[()\\]/g, "\\$&")})`;
  if (now.link !== null) out += "[";
  return out + stars(run(""), now);
}

/**
 * @param {string} out
 * @param {Run} now
 * @param {boolean} spaced
 * @param {boolean} isLast
 */
function printRun(out, now, spaced, isLast) {
  const chars = [...now.text];
  const marked = now.strong || now.emphasis || now.link !== null;
  /** @param {string | undefined} c */
  const cellEdge = (c) => spaced && (c === "\t" || c === "\n");
  chars.forEach((c, at) => {
    const before = chars[at - 1];
    const after = chars[at + 1];
    if (spaced && (c === "\t" || c === "\n")) {
      out += c;
    } else if (isSpace(c) || isControl(c)) {
      const space = isControl(c) || c === "\u2028" || c === "\u2029" ? " " : c;
      // A space at the edge of the paragraph or beside another would be lost, one at the edge of marked
      // words would keep the stars from being marks.
      const first = out === "" || (marked && before === undefined) || cellEdge(before);
      const last = (after === undefined && (marked || isLast)) || cellEdge(after);
      const doubled = space === " " && (before === " " || isControl(before));
      out += (first || last || doubled ? "\\" : "") + space;
    } else {
      out += (mustEscape(out, c, before, after, now, marked) ? "\\" : "") + c;
    }
  });
  return out;
}

/**
 * @param {string} out
 * @param {string} c
 * @param {string | undefined} before
 * @param {string | undefined} after
 * @param {Run} now
 * @param {boolean} marked
 */
function mustEscape(out, c, before, after, now, marked) {
  if (c === "\\") return true;
  if (c === "*") return marked || !(isSpace(before) && isSpace(after));
  if (c === "[" || c === "]") return now.link !== null;
  return c === "(" && out.endsWith("]");
}
