// What can stand in a story's body: paragraphs in a flat row, each with its role, and three marks.

import { Schema } from "../../vendor/editor/editor.js";
import { isSafeLink } from "../copy/text.js";

/**
 * @param {string} tag
 * @param {string} role
 * @param {string[]} from tags that pasted text may bring
 * @returns {import("../../vendor/editor/editor.js").NodeSpec}
 */
function paragraph(tag, role, from) {
  return {
    content: "inline*",
    group: "block",
    defining: role !== "body",
    parseDOM: from.map((each) => ({ tag: each })),
    toDOM: () => [tag, { "data-role": role }, 0],
  };
}

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    body: paragraph("p", "body", ["p", "dt", "dd"]),
    background: paragraph("p", "background", ["p[data-role=background]"]),
    "block-quote": paragraph("blockquote", "block-quote", ["blockquote p", "blockquote"]),
    subhead: paragraph("h2", "subhead", ["h1", "h2", "h3", "h4", "h5", "h6"]),
    "list-item": paragraph("div", "list-item", ["div[data-role=list-item]", "li p", "li"]),
    note: paragraph("p", "note", ["p[data-role=note]", "aside"]),
    table: {
      ...paragraph("pre", "table", []),
      whitespace: "pre",
      parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    },
    embed: { ...paragraph("p", "embed", ["p[data-role=embed]"]), content: "text*", marks: "" },
    text: { group: "inline" },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (/** @type {HTMLElement} */ dom) => {
            const href = dom.getAttribute("href") ?? "";
            return isSafeLink(href) ? { href } : false;
          },
        },
      ],
      toDOM: (/** @type {{ attrs: { href: string } }} */ mark) => ["a", { href: mark.attrs.href, rel: "noreferrer" }, 0],
    },
    strong: {
      parseDOM: [
        { tag: "strong" },
        // Some word processors wrap a whole paste in a <b> that is not bold.
        { tag: "b", getAttrs: (/** @type {HTMLElement} */ dom) => dom.style.fontWeight !== "normal" && null },
      ],
      toDOM: () => ["strong", 0],
    },
    emphasis: {
      parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: (/** @type {HTMLElement} */ dom) => dom.style.fontStyle !== "normal" && null }],
      toDOM: () => ["em", 0],
    },
  },
});
