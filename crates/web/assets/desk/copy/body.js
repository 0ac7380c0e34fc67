// How do paragraphs stand in plain wire copy, and which role has each? The twin of the newsroom's formats.
// Blank lines set paragraphs apart; the sign that opens one says what it is for.

import { readInline } from "./inline.js";
import { printInline } from "./print.js";
import { printTable, readTable } from "./table.js";
import { isSafeLink, plain, run } from "./text.js";

/**
 * @typedef {"body" | "background" | "block-quote" | "subhead" | "list-item" | "table" | "embed" | "note"} Role
 * @typedef {{ role: Role, runs: import("./text.js").Run[] }} Paragraph
 * @typedef {{ role: Role, source: string }} Block
 */

/** @type {[string, Role][]} */
export const SIGNS = [
  ["## ", "subhead"],
  ["- ", "list-item"],
  ["> ", "block-quote"],
  ["~ ", "background"],
  ["! ", "note"],
];

/**
 * The roles whose paragraphs have a number.
 * @type {Role[]}
 */
export const COUNTED = ["body", "background", "block-quote"];

/**
 * @param {string} source
 * @returns {Paragraph[]}
 */
export function readBody(source) {
  const paragraphs = [];
  for (const { role, source: text } of blocks(lines(source))) {
    const runs = role === "table" ? readTable(text) : role === "embed" ? [run(text)] : readInline(text);
    if (plain(runs).trim()) paragraphs.push({ role, runs });
  }
  return paragraphs;
}

/**
 * @param {Paragraph[]} paragraphs
 * @returns {string}
 */
export function printBody(paragraphs) {
  let out = "";
  /** @type {Role | null} */
  let before = null;
  for (const paragraph of paragraphs) {
    if (!plain(paragraph.runs).trim()) continue;
    const isList = before === "list-item" && paragraph.role === "list-item";
    if (before !== null) out += isList ? "\n" : "\n\n";
    out += printParagraph(paragraph);
    before = paragraph.role;
  }
  return out && `${out}\n`;
}

/** @param {Paragraph} paragraph */
function printParagraph({ role, runs }) {
  if (role === "table") return printTable(runs);
  if (role === "embed" && isSafeLink(plain(runs))) return `<${plain(runs)}>`;
  const text = printInline(runs);
  if (role === "body" || role === "embed") return opening(text) || text === "---" ? `\\${text}` : text;
  return `${SIGNS.find(([, of]) => of === role)?.[0] ?? ""}${text}`;
}

/**
 * Clean lines: one kind of line end, no control characters, trimmed but for a kept space.
 * @param {string} source
 */
function lines(source) {
  return source
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/\ufeff|(?!\n)\p{Cc}/gu, "")
    .split("\n")
    .map((line) => {
      const text = line.trimStart();
      const trimmed = text.trimEnd();
      const slashes = /\\*$/.exec(trimmed)?.[0].length ?? 0;
      return trimmed + (slashes % 2 === 1 ? text.charAt(trimmed.length) : "");
    });
}

/**
 * The sign that opens a line, and the text behind it.
 * @param {string} line
 * @returns {Block | null}
 */
function opening(line) {
  if (line.startsWith("|") && line.length > 1) return { role: "table", source: line };
  if (line.startsWith("<") && line.endsWith(">") && isSafeLink(line.slice(1, -1))) {
    return { role: "embed", source: line.slice(1, -1) };
  }
  for (const [sign, role] of SIGNS) {
    const rest = line.startsWith(sign) ? line.slice(sign.length).trimStart() : "";
    if (rest) return { role, source: rest };
  }
  return null;
}

/**
 * Divides lines into paragraphs.
 * @param {string[]} all
 * @returns {Block[]}
 */
function blocks(all) {
  /** @type {Block[]} */
  const out = [];
  let first = 0;
  for (const line of all) {
    if (line === "") {
      first = out.length;
      continue;
    }
    const before = out.length > first ? out[out.length - 1] : undefined;
    const found = opening(line);
    const sign = found && interrupts(found.role, before) ? found : null;
    const joins = before && sign?.role === before.role && (sign.role === "block-quote" || sign.role === "table");
    const ends = before && (before.role === "subhead" || before.role === "table" || before.role === "embed");
    if (before && sign && joins) before.source += `\n${sign.source}`;
    else if (sign) out.push(sign);
    else if (before && !ends) before.source += `\n${line}`;
    else out.push({ role: "body", source: line });
  }
  return out;
}

/**
 * Whether an opening sign means something here: inside a paragraph a wrapped line may begin with a dash.
 * @param {Role} role
 * @param {Block | undefined} before
 */
function interrupts(role, before) {
  if (!before) return true;
  if (role === "list-item") return before.role !== "body" || /[:：]$/.test(before.source);
  if (role === "background" || role === "note") return before.role !== "body";
  return true;
}
