// What the editor makes of plain wire copy is what was typed, and what it writes reads back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { printBody, readBody } from "../copy/body.js";
import { readInline } from "../copy/inline.js";
import { printInline } from "../copy/print.js";
import { joined, run } from "../copy/text.js";

test("copy as the newsroom writes it comes back to the letter", () => {
  for (const text of [
    "",
    "One paragraph.\n",
    "PORT MERRIN, October 12 (Meridian) - One.\n\nTwo **strong** and *soft*.\n",
    "First.\n\n## A subhead\n\n- one\n- two\n\n> A quote set apart.\n\n~ Standing background.\n\n! A note.\n",
    "See [the\\ *list*](https://a.example/b_\\(c\\)).\n",
    "\\- a dash that is none\n\n5 * 3 = 15\n\n\\*not\\* a mark\n",
    "<https://a.example/film>\n\n| a | b |\n| 1 | 2\\|3 |\n\nEnd.\n",
    "قال الوزير **اليوم** إن الاتفاق *نافذ*.\n\nТекст — [по ссылке](https://a.example/я).\n",
    "Emoji 👩‍🚒 and\u00a0spaces \\ kept.\n",
  ]) {
    assert.equal(printBody(readBody(text)), text);
  }
});

test("marks are read as they are typed", () => {
  const link = "https://a.example/b_(c)";
  /** @type {[string, ReturnType<typeof run>[]][]} */
  const cases = [
    ["plain  words\nwrapped", [run("plain words wrapped")]],
    ["a **b** c", [run("a "), run("b", { strong: true }), run(" c")]],
    ["*a* ***b***", [run("a", { emphasis: true }), run(" "), run("b", { strong: true, emphasis: true })]],
    ["**a *b***", [run("a ", { strong: true }), run("b", { strong: true, emphasis: true })]],
    [
      "see [the *list*](https://a.example/b_(c)).",
      [run("see "), run("the ", { link }), run("list", { link, emphasis: true }), run(".")],
    ],
    ["a footnote* and no more", [run("a footnote* and no more")]],
    ["**open and never shut", [run("**open and never shut")]],
    [String.raw`\*not\* \[a](https://a.example)`, [run("*not* [a](https://a.example)")]],
    ["[x](javascript:alert(1))", [run("[x](javascript:alert(1))")]],
    [String.raw`C:\temp`, [run(String.raw`C:\temp`)]],
    ["", []],
  ];
  for (const [source, expected] of cases) assert.deepEqual(readInline(source), expected, source);
});

test("wrapped lines join, and a dash inside a paragraph is no list", () => {
  assert.deepEqual(
    readBody("One line\n- still the same\n\nA list:\n- one\n- two\nwrapped\n> said\n> twice").map(
      ({ role, runs }) => [role, runs[0].text],
    ),
    [
      ["body", "One line - still the same"],
      ["body", "A list:"],
      ["list-item", "one"],
      ["list-item", "two wrapped"],
      ["block-quote", "said twice"],
    ],
  );
});

test("any text with any marks reads back as it was written", () => {
  let seed = 7;
  const next = (/** @type {number} */ below) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  const signs = ["a", "b", " ", "  ", "*", "**", "[", "](", ")", "\\", "- ", "## ", "> ", "~ ", "|", "ж", "ق", "1", "<", "\u00a0"];
  for (let turn = 0; turn < 20_000; turn++) {
    const runs = joined(
      Array.from({ length: 1 + next(4) }, () =>
        run(Array.from({ length: 1 + next(4) }, () => signs[next(signs.length)]).join(""), {
          strong: next(4) === 0,
          emphasis: next(4) === 0,
          link: next(6) === 0 ? "https://a.example/(x" : null,
        }),
      ),
    );
    const written = printInline(runs);
    assert.deepEqual(readInline(written), runs, written);
  }
});
