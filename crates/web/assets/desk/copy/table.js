// How does a table stand in plain wire copy? A row a line, cells between bars.

import { readSpaced } from "./inline.js";
import { printInline } from "./print.js";
import { isEscapable } from "./signs.js";

/** @typedef {import("./text.js").Run} Run */

/** @param {string} cell */
const isRule = (cell) => /^[-:]{3,}$/.test(cell);

/**
 * @param {string} source
 * @returns {Run[]}
 */
export function readTable(source) {
  const rows = source.split("\n").map(cells);
  return readSpaced(
    rows
      .filter((row) => !row.every(isRule))
      .map((row) => row.join("\t"))
      .join("\n"),
  );
}

/**
 * @param {Run[]} runs
 * @returns {string}
 */
export function printTable(runs) {
  return printInline(runs, true)
    .split("\n")
    .map((row) => {
      const all = row.split("\t");
      return `|${all.map((cell) => `${isRule(cell) ? " \\" : " "}${cell.replaceAll("|", "\\|")} |`).join("")}`;
    })
    .join("\n");
}

/** @param {string} line */
function cells(line) {
  const chars = [...line.replace(/^\|/, "")];
  const all = [""];
  for (let at = 0; at < chars.length; at++) {
    if (chars[at] === "\\") all[all.length - 1] += chars[at] + (chars[++at] ?? "");
    else if (chars[at] === "|") all.push("");
    else all[all.length - 1] += chars[at];
  }
  if (all.length > 1 && !all[all.length - 1].trim()) all.pop();
  return all.map(trimKept);
}

/**
 * Trims spaces, but not one behind a backslash.
 * @param {string} cell
 */
function trimKept(cell) {
  const text = cell.trimStart();
  const trimmed = text.trimEnd();
  const slashes = /\\*$/.exec(trimmed)?.[0].length ?? 0;
  const next = text.charAt(trimmed.length);
  return trimmed + (slashes % 2 === 1 && isEscapable(next) ? next : "");
}
