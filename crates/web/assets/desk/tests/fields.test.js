// What tells a whole story from a few pasted paragraphs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { looksWhole } from "../draft/paste.js";
import { characters, words } from "../editor/count.js";

test("copy with a headline above its paragraphs is a whole story", () => {
  assert.equal(looksWhole("Headline -1\n\n(Adds details)\n\nCITY, May 1 (Agency) - First.\n\nSecond."), true);
  assert.equal(looksWhole("---\nslug: a\n---\nHeadline"), true);
  assert.equal(looksWhole("One sentence."), false);
  assert.equal(looksWhole("Two\nlines"), false);
});

test("words are counted in every script", () => {
  for (const [language, text, count] of /** @type {[string, string, number][]} */ ([
    ["en", "Don't count — dashes, or 5% signs.", 6],
    ["ru", "Министр заявил: «Нет».", 3],
    ["ar", "قال الوزير اليوم", 3],
    ["ja", "", 0],
  ])) {
    assert.equal(words(text, language), count, text);
  }
  assert.ok(words("東京で会議が開かれた", "ja") >= 4);
});

test("a letter with its accents is one character", () => {
  assert.equal(characters("e\u0301tat"), 4);
  assert.equal(characters("👩‍🚒"), 1);
});
