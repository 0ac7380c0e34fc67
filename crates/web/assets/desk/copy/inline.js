// How are marks read from a paragraph of plain wire copy? The twin of the reader in the newsroom's formats.
// `**strong**`, `*emphasis*`, `[text](https://…)`; a backslash makes the sign behind it stand for itself.

import { isControl, isEscapable, isSpace } from "./signs.js";
import { EMPHASIS, pairStars, STRONG } from "./stars.js";
import { isSafeLink, joined, run } from "./text.js";

/**
 * @typedef {import("./text.js").Run} Run
 * @typedef {{ char: string } | { count: number, toggles: number } | { link: string | null }} Piece
 */

/**
 * Reads the marks of one paragraph; runs of spaces, tabs and line ends count as one space.
 * @param {string} source
 * @returns {Run[]}
 */
export function readInline(source) {
  return readSpaced(singleSpaced(source));
}

/**
 * Reads the marks of a text in which tabs and line ends mean something (a table).
 * @param {string} source
 * @returns {Run[]}
 */
export function readSpaced(source) {
  const all = pieces([...source]);
  pairStars(all);
  return runs(all);
}

/** @param {string} source */
function singleSpaced(source) {
  const chars = [...source];
  let out = "";
  let kept = 0;
  let gap = false;
  for (let at = 0; at < chars.length; at++) {
    const c = chars[at];
    if (c === " " || isControl(c) || (isSpace(c) && out === "")) {
      gap = out !== "";
      continue;
    }
    if (gap) out += " ";
    gap = false;
    out += c;
    if (c === "\\" && isEscapable(chars[at + 1])) {
      out += chars[++at];
      kept = out.length;
    } else if (!isSpace(c)) {
      kept = out.length;
    }
  }
  return out.slice(0, kept);
}

/**
 * @param {string[]} chars
 * @returns {Piece[]}
 */
function pieces(chars) {
  /** @type {Piece[]} */
  const out = [];
  let open = -1; // where the `[` stands that may yet open a link
  let kept = -1; // where the last sign behind a backslash ends
  for (let at = 0; at < chars.length; at++) {
    const c = chars[at];
    if (c === "\\" && isEscapable(chars[at + 1])) {
      out.push({ char: chars[++at] });
      kept = at + 1;
    } else if (c === "*") {
      let count = 1;
      while (chars[at + count] === "*") count++;
      const before = chars[at - 1];
      const closes = before !== undefined && (!isSpace(before) || kept === at);
      const after = chars[at + count];
      const opens = after !== undefined && !isSpace(after);
      out.push({ count, toggles: (opens ? 2 : 0) | (closes ? 1 : 0) });
      at += count - 1;
    } else if (c === "[") {
      open = out.length;
      out.push({ char: c });
    } else if (c === "]") {
      const start = open;
      open = -1;
      const found = start >= 0 && start + 1 < out.length ? address(chars, at + 1) : null;
      if (found) {
        out[start] = { link: found.address };
        out.push({ link: null });
        at = found.end - 1;
      } else {
        out.push({ char: c });
      }
    } else {
      out.push({ char: c });
    }
  }
  return out;
}

/**
 * `(https://…)` at a place, if it is an address a reader may be sent to.
 * @param {string[]} chars
 * @param {number} from
 */
function address(chars, from) {
  if (chars[from] !== "(") return null;
  let depth = 0;
  let text = "";
  for (let at = from + 1; at < chars.length; at++) {
    const c = chars[at];
    if (c === "\\" && isEscapable(chars[at + 1])) text += chars[++at];
    else if (c === ")" && depth === 0) return isSafeLink(text) ? { address: text, end: at + 1 } : null;
    else if (isSpace(c)) return null;
    else {
      if (c === "(") depth++;
      if (c === ")") depth--;
      text += c;
    }
  }
  return null;
}

/**
 * @param {Piece[]} all
 * @returns {Run[]}
 */
function runs(all) {
  /** @type {Run[]} */
  const out = [];
  let now = run("");
  const turn = () => {
    out.push(now);
    now = { ...now, text: "" };
  };
  for (const piece of all) {
    if ("char" in piece) now.text += piece.char;
    else if ("link" in piece) {
      turn();
      now.link = piece.link;
    } else {
      now.text += "*".repeat(piece.count - piece.toggles);
      if (!piece.toggles) continue;
      turn();
      if (piece.toggles & STRONG) now.strong = !now.strong;
      if (piece.toggles & EMPHASIS) now.emphasis = !now.emphasis;
    }
  }
  turn();
  return joined(out);
}
