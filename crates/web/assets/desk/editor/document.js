// How does plain wire copy become the editor's document, and the document copy again?

import { Fragment } from "../../vendor/editor/editor.js";
import { printBody, readBody } from "../copy/body.js";
import { joined, run } from "../copy/text.js";
import { schema } from "./schema.js";

/**
 * @typedef {import("../../vendor/editor/editor.js").Node} Node
 * @typedef {import("../copy/body.js").Paragraph} Paragraph
 */

/**
 * @param {string} copy
 * @returns {Node}
 */
export function documentOf(copy) {
  const paragraphs = paragraphsOf(copy);
  return schema.node("doc", null, paragraphs.length ? paragraphs : [schema.node("body")]);
}

/**
 * The paragraphs of some copy, for a document or a paste.
 * @param {string} copy
 */
export function paragraphsOf(copy) {
  return readBody(copy).map(({ role, runs }) => schema.node(role, null, Fragment.from(runs.map(textNode))));
}

/** @param {import("../copy/text.js").Run} run */
function textNode({ text, strong, emphasis, link }) {
  const marks = [];
  if (link !== null) marks.push(schema.mark("link", { href: link }));
  if (strong) marks.push(schema.mark("strong"));
  if (emphasis) marks.push(schema.mark("emphasis"));
  return schema.text(text, marks);
}

/**
 * @param {Node} document
 * @returns {string}
 */
export function copyOf(document) {
  /** @type {Paragraph[]} */
  const paragraphs = [];
  document.forEach((node) => {
    paragraphs.push({ role: /** @type {Paragraph["role"]} */ (node.type.name), runs: runsOf(node) });
  });
  return printBody(paragraphs);
}

/** @param {Node} node */
function runsOf(node) {
  /** @type {import("../copy/text.js").Run[]} */
  const runs = [];
  node.forEach((child) => {
    const has = (/** @type {string} */ name) => child.marks.find((mark) => mark.type.name === name);
    runs.push(
      run(child.text ?? "", {
        strong: Boolean(has("strong")),
        emphasis: Boolean(has("emphasis")),
        link: has("link")?.attrs.href ?? null,
      }),
    );
  });
  return joined(runs);
}
