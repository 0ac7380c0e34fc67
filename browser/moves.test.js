/**
 * Every kind of move, by hand in a browser: what the editor is asked, and what a reader then sees.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { Agency } from './agency.js';
import { Visitor, browser, mustBeAccessible } from './visitor.js';

const PASSWORD = 'a good long password';
/** Where pictures for the guides go, when they are wanted. */
const PICTURES = process.env.DATELINE_PICTURES;

const agency = await Agency.open();
const chromium = await browser();
after(async () => {
  await chromium.close();
  await agency.close();
});

/**
 * @param {() => Promise<boolean>} holds
 * @param {string} what
 */
async function until(holds, what) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`it never came: ${what}`);
}

/**
 * @param {import('playwright-core').Page} tab
 * @param {string} name
 */
async function picture(tab, name) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await tab.screenshot({ path: `${PICTURES}/${name}.jpg`, type: 'jpeg', quality: 72 });
}

const COPY = `---
slug: tessa-bus
section: world
---
Bus leaves mountain road near Tessa, killing 12

TESSA (Meridian) - Twelve people were killed when a bus left a mountain road near Tessa on Friday, police said.

The bus was carrying 40 pensioners to a choir festival, a spokesman for the district said.

"The road was wet and the fog was thick," said Oda Lind, who runs the rescue service.
`;

/**
 * Begins to write on the story of the wire's first line.
 * @param {import('playwright-core').Page} desk
 * @param {string} key
 */
async function write(desk, key) {
  await desk.goto(`${agency.home}/desk`);
  await desk.waitForSelector('tr[data-sequence]');
  await until(async () => (await desk.getAttribute('#live', 'data-state')) === 'on', 'the wire is live');
  await desk.keyboard.press('j');
  await desk.keyboard.press(key);
  await desk.waitForSelector('.ProseMirror');
}

/**
 * Puts other words into the body, as typing would.
 * @param {import('playwright-core').Page} desk
 * @param {string} old
 * @param {string} next
 */
async function change(desk, old, next) {
  await desk.evaluate(
    ([one, other]) => {
      const area = /** @type {HTMLTextAreaElement} */ (document.querySelector('#body'));
      if (!area.value.includes(one)) throw new Error(`no ${one} in ${area.value}`);
      area.value = area.value.replace(one, other);
      area.dispatchEvent(new Event('filled'));
      area.dispatchEvent(new Event('input', { bubbles: true }));
    },
    [old, next],
  );
  await until(async () => (await desk.getAttribute('#saved', 'data-state')) === 'saved', 'saved');
}

/** @param {import('playwright-core').Page} desk */
async function openSheet(desk) {
  await desk.click('.ProseMirror');
  await desk.keyboard.press('Control+Enter');
  await desk.waitForSelector('#send button.main');
}

/** @param {import('playwright-core').Page} desk */
async function send(desk) {
  await desk.click('#send button.main');
  await until(async () => new URL(desk.url()).pathname === '/desk', 'the wire after the send');
}

test('a story is updated, corrected, held, released, taken over, refiled and withdrawn', async () => {
  const editor = await Visitor.come(chromium, agency.home);
  const desk = await editor.tab();
  await desk.goto(agency.link);
  await desk.fill('#password', PASSWORD);
  await desk.click('button');
  const sent = await agency.send(COPY);
  const address = `${agency.home}${new URL(sent.address, agency.home).pathname}`;

  const reader = await Visitor.come(chromium, agency.home);
  const page = await reader.tab();
  await page.goto(address);
  assert.equal(await page.locator('.since').count(), 0, 'a first reading tells of no change');

  // An update: each changed fact is asked about.
  await write(desk, 'u');
  await change(desk, 'Twelve people', 'Fourteen people');
  await desk.fill('#headline', 'Bus leaves mountain road near Tessa, killing 14');
  await until(async () => (await desk.getAttribute('#saved', 'data-state')) === 'saved', 'saved');
  await openSheet(desk);
  assert.ok((await desk.locator('.questions tbody tr').count()) >= 1, 'the toll is asked about');
  await mustAsk(desk);
  for (const row of await desk.locator('.questions tbody tr').all()) {
    await row.locator('input[value=moved-on]').check();
    await desk.waitForTimeout(150);
  }
  assert.match(await desk.inputValue('#line'), /^\(Updates toll in para 1/);
  await picture(desk, 'sheet');
  await mustBeAccessible(desk);
  await send(desk);

  // The reader comes back and is told what changed since.
  await page.goto(address);
  await until(async () => (await page.locator('.since').count()) > 0, 'what changed since');
  assert.match((await page.textContent('.since')) ?? '', /One change since you read this at \d\d:\d\d/);
  await picture(page, 'since');
  await page.click('.since a');
  assert.match(page.url(), /\/revisions\/0\.\.1$/);
  assert.ok((await page.locator('ins').count()) > 0);
  await picture(page, 'comparison');

  // A correction: what was wrong turns the kind of move by itself.
  await write(desk, 'u');
  await change(desk, 'on Friday', 'on Thursday');
  await openSheet(desk);
  await desk.locator('.questions input[value=wrong]').first().check();
  await until(async () => desk.locator('input[name=kind][value=correction]').isChecked(), 'it is a correction');
  await until(async () => /^\(Corrects date in para 1 to Thursday, not Friday\)$/.test(await desk.inputValue('#line')), 'the line');
  await send(desk);
  await page.goto(address);
  assert.match((await page.textContent('aside.correction')) ?? '', /Friday/);
  await picture(page, 'correction');

  // A hold and a release, by keys.
  await desk.goto(`${agency.home}/desk`);
  await desk.waitForSelector('tr[data-sequence]');
  await desk.keyboard.press('j');
  await desk.keyboard.press('h');
  await desk.fill('#reason', 'The district doubts the toll.');
  await desk.click('form button.main');
  let answer = await page.goto(address);
  assert.equal(answer?.status(), 404);
  assert.match((await page.textContent('main')) ?? '', /on hold/);
  await desk.waitForSelector('tr[data-sequence]');
  await desk.keyboard.press('j');
  await desk.keyboard.press('r');
  await desk.click('form button.main');
  answer = await page.goto(address);
  assert.equal(answer?.status(), 200);

  // Two at one draft: the second is told, and what both typed is kept.
  await write(desk, 'u');
  const draft = desk.url();
  const other = await editor.tab();
  await other.goto(draft);
  await other.waitForSelector('.ProseMirror');
  await change(desk, '40 pensioners', '41 pensioners');
  await other.evaluate(() => {
    const area = /** @type {HTMLTextAreaElement} */ (document.querySelector('#body'));
    area.value = area.value.replace('40 pensioners', '42 pensioners');
    area.dispatchEvent(new Event('filled'));
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await until(async () => (await other.getAttribute('#branch', 'hidden')) === null, 'the branch is told');
  await other.click('#branch a');
  await other.waitForSelector('.ProseMirror');
  assert.match((await other.textContent('.ProseMirror')) ?? '', /41 pensioners/);
  await other.close();
  await desk.goto(draft);
  await desk.waitForSelector('.ProseMirror');
  await change(desk, 'spokesman', 'spokesmann');
  await change(desk, '41 pensioners', '40 pensioners');
  await until(async () => (await desk.locator('.ProseMirror .found').count()) > 0, 'the copy desk underlines');
  await picture(desk, 'copydesk');
  await openSheet(desk);
  await desk.locator('input[name=kind][value=refile]').check();
  await until(async () => /^\(Refiles to fix typo/.test(await desk.inputValue('#line')), 'the line of a refile');
  await send(desk);

  // And it is gone, at every address.
  await desk.waitForSelector('tr[data-sequence]');
  await desk.keyboard.press('j');
  await desk.keyboard.press('x');
  await desk.fill('#reason', 'There was no such crash.');
  await desk.click('form button.danger');
  for (const tail of ['', '/revisions/0', '/revisions/0..2']) {
    const gone = await page.goto(address + tail);
    assert.equal(gone?.status(), 410, tail);
    assert.match((await page.textContent('main')) ?? '', /There was no such crash/);
  }
  await picture(page, 'withdrawn');
  await mustBeAccessible(page);
  await reader.leave();
  await editor.leave();
});

/**
 * Without an answer the sheet is not sent: the browser itself asks for one.
 * @param {import('playwright-core').Page} desk
 */
async function mustAsk(desk) {
  await desk.click('#send button.main');
  assert.notEqual(new URL(desk.url()).pathname, '/desk');
  assert.equal(await desk.locator('.questions input:invalid').count() > 0, true);
}
