/**
 * Is a story read on, and told of as it changes, without anything moving under the reader's eyes?
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Agency } from './agency.js';
import { Visitor, WIDTHS, browser, mustBeAccessible, mustFit } from './visitor.js';

const agency = await Agency.open();
const chromium = await browser();
after(async () => {
  await chromium.close();
  await agency.close();
});

/** The address of the first story of a section. @param {string} section */
async function first(section) {
  const page = await (await fetch(`${agency.home}/${section}`)).text();
  return new RegExp(`href="(/${section}/\\d{4}/[^"]+)"`).exec(page)?.[1] ?? assert.fail('no story');
}

test('without script the next story is a plain link', async () => {
  const reader = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const tab = await reader.tab();
  await reader.go(tab, await first('world'));
  const title = (await tab.locator('story-next a span').last().textContent()) ?? '';
  await tab.click('story-next a');
  assert.ok(((await tab.textContent('h1')) ?? '').includes(title.slice(0, 20)));
  await reader.leave();
});

test('stories are put below, three at the most; address, tab and bar follow, focus and footer stay', async () => {
  const reader = await Visitor.come(chromium, agency.home);
  const tab = await reader.tab();
  await reader.go(tab, await first('economy'));
  const start = tab.url();
  const title = await tab.title();
  await tab.locator('a', { hasText: 'Tell me when' }).first().focus();
  for (let turn = 0; turn < 12; turn += 1) {
    await tab.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await tab.waitForTimeout(250);
  }
  const count = await tab.locator('article.story').count();
  assert.ok(count > 1 && count <= 4, `${count} stories`);
  assert.equal(await tab.locator('h1').count(), 1);
  assert.ok(await tab.locator('.foot').isVisible(), 'the footer is reached');
  assert.match((await tab.evaluate(() => document.activeElement?.textContent)) ?? '', /Tell me when/, 'focus is not moved');
  await tab.locator('article.story').nth(1).scrollIntoViewIfNeeded();
  await tab.evaluate(() => {
    const story = document.querySelectorAll('article.story')[1];
    scrollTo(0, story.getBoundingClientRect().top + scrollY + 300);
  });
  await tab.waitForFunction((was) => location.href !== was, start);
  assert.notEqual(await tab.title(), title);
  const headline = (await tab.locator('article.story').nth(1).locator('h2.headline').textContent())?.trim();
  await tab.waitForFunction((name) => document.querySelector('.reading-bar:not([hidden])')?.textContent === name, headline);
  await tab.emulateMedia({ media: 'print' });
  const shown = await tab.locator('article.story').evaluateAll((all) => all.filter((it) => it.checkVisibility()).length);
  assert.equal(shown, 1, 'one story goes on paper');
  await tab.emulateMedia({ media: 'screen' });
  for (const width of [...WIDTHS, 320]) {
    await tab.setViewportSize({ width, height: 900 });
    await mustFit(tab);
  }
  await mustBeAccessible(tab);
  await tab.setViewportSize({ width: 1280, height: 900 });
  await tab.evaluate(() => scrollTo(0, 0));
  await tab.waitForFunction((was) => location.href === was, start);
  assert.equal(await tab.locator('.reading-bar:not([hidden])').count(), 0, 'no bar beside the headline');
  reader.mustBeContent();
  await reader.leave();
});

test('who switches it off is left with the link', async () => {
  const reader = await Visitor.come(chromium, agency.home);
  const tab = await reader.tab();
  await reader.go(tab, await first('sport'));
  await tab.evaluate(() => localStorage.setItem('dateline-reading-on', 'no'));
  await reader.go(tab, await first('sport'));
  await tab.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await tab.waitForTimeout(500);
  assert.equal(await tab.locator('article.story').count(), 1);
  await reader.leave();
});

test('an open page is told of a revision and of a kill, and its text stays until the reader asks', async () => {
  const copy = (/** @type {string} */ more) =>
    `---\nslug: open-page\nsection: world\nedition: en\n---\nFerry runs again\n\nVELM, November 1 (Meridian) - The ferry to Velm ran again on Sunday, the port said.${more}\n`;
  const sent = await agency.send(copy(''));
  const reader = await Visitor.come(chromium, agency.home);
  const tab = await reader.tab();
  await reader.go(tab, new URL(sent.address, agency.home).pathname);
  await tab.waitForTimeout(500);
  const text = await tab.textContent('.story-body');
  await agency.send(copy('\n\nIt will run every hour until the spring, harbour master Oda Lind said.'));
  await tab.locator('story-since .notice', { hasText: 'changed just now' }).waitFor({ timeout: 5000 });
  await tab.locator('story-since', { hasText: 'Adds' }).waitFor();
  assert.equal(await tab.textContent('.story-body'), text, 'nothing is swapped');
  await tab.click('story-since .notice a');
  assert.match((await tab.textContent('.story-body')) ?? '', /every hour/);
  await tab.waitForTimeout(500);

  const editor = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const desk = await editor.tab();
  await desk.goto(agency.link);
  await desk.fill('#password', 'a good long password');
  await desk.click('button');
  await desk.goto(`${agency.home}/desk/stories/${sent.story}/withdraw?from=${sent.sequence}`);
  await desk.fill('#reason', 'The ferry did not run.');
  await desk.click('button.danger');
  await tab.locator('story-since .notice', { hasText: 'withdrawn just now' }).waitFor({ timeout: 5000 });
  reader.mustBeContent();
  await reader.leave();
});

test('a live coverage that is open gets edits and removals where they stand, and new posts by a press', async () => {
  /** @param {string} posts */
  const copy = (posts) =>
    `---\nslug: ferry-live\nsection: world\nedition: en\ngenre: live\n---\nLive: the ferry to Velm\n\nVELM, November 1 (Meridian) - The ferry to Velm is late.\n\n- Two hours late\n\n${posts}\n`;
  const left = '## It has left\n\nThe harbour master saw it go.';
  const rain = '## Rain\n\nIt rains on the quay.';
  const sent = await agency.send(copy(`${rain}\n\n${left}`));
  const reader = await Visitor.come(chromium, agency.home);
  const tab = await reader.tab();
  await reader.go(tab, new URL(sent.address, agency.home).pathname);
  // The page is short, so the next story may stand below it by now.
  assert.equal(await tab.locator('live-coverage').first().locator('li.post').count(), 2);
  await mustBeAccessible(tab);
  for (const width of [...WIDTHS, 320]) {
    await tab.setViewportSize({ width, height: 900 });
    await mustFit(tab);
  }
  await tab.waitForTimeout(500);
  const sight = '## It is in sight\n\nTwo fishermen report a light.';
  await agency.send(copy(`${sight}\n\n${left.replace('saw it go', 'saw it go at noon')}`).replace('Two hours', 'Three hours'));
  const button = tab.locator('.coverage-new:not([hidden])');
  await button.waitFor({ timeout: 5000 });
  assert.match((await button.textContent()) ?? '', /\(1\)/);
  await tab.locator('li.post', { hasText: 'at noon' }).waitFor();
  assert.equal(await tab.locator('li.post', { hasText: 'Rain' }).count(), 0, 'what is taken out goes at once');
  assert.match((await tab.locator('.points').first().textContent()) ?? '', /Three hours/);
  assert.equal(await tab.locator('li.post', { hasText: 'in sight' }).count(), 0, 'nothing is put in under the reader’s eyes');
  assert.match(await tab.title(), /^\(1\)/);
  await button.click();
  assert.match((await tab.locator('li.post').first().textContent()) ?? '', /in sight/);
  reader.mustBeContent();
  await reader.leave();
});
