/**
 * Does a story go from the desk to the reader: first without script, then with it?
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { Agency } from './agency.js';
import { Visitor, WIDTHS, browser, mustBeAccessible, mustFit } from './visitor.js';

const PASSWORD = 'a good long password';

const agency = await Agency.open();
const chromium = await browser();
after(async () => {
  await chromium.close();
  await agency.close();
});

/**
 * What the newsfeed's name counts.
 * @param {import('playwright-core').Page} page
 */
async function counted(page) {
  return Number(await page.locator('newsfeed-count').first().textContent()) || 0;
}

/**
 * Waits until something holds.
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

test('without script a story is written, refused, sent, updated and withdrawn', async () => {
  const editor = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const tab = await editor.tab();
  await tab.goto(agency.link);
  await tab.fill('#password', 'short');
  await tab.click('button');
  assert.match((await tab.textContent('[role=alert]')) ?? '', /too short/);
  await tab.fill('#password', PASSWORD);
  await tab.click('button');
  assert.equal(new URL(tab.url()).pathname, '/desk');

  await tab.click('form.begin button');
  await tab.fill('#headline', 'Lighthouse at Velm goes dark');
  await tab.fill('#body', 'VELM (Meridian) - The lighthouse at Velm went dark on Wednesday.\n\nNobody knows why.');
  await tab.click('button[value=sheet]');
  assert.match((await tab.textContent('main')) ?? '', /section/i, 'the missing section is named');
  await tab.goBack();
  assert.equal(await tab.inputValue('#headline'), 'Lighthouse at Velm goes dark', 'what was typed is kept');
  await tab.selectOption('#home', 'en/world');
  await tab.click('button[value=sheet]');
  await tab.click('#send button.main');
  await tab.click('a:has-text("See it on the site")');
  assert.match(tab.url(), /\/world\/\d{4}\/\d\d\/\d\d\/lighthouse-at-velm-goes-dark-/);
  const address = tab.url();

  await tab.goto(`${agency.home}/desk`);
  await tab.locator('tr', { hasText: 'Lighthouse at Velm' }).first().getByText('Update', { exact: true }).last().click();
  const body = await tab.inputValue('#body');
  await tab.fill('#body', `${body}\n\nThe lamp was last changed in 2019, the keeper said.`);
  await tab.click('button[value=sheet]');
  assert.match(await tab.inputValue('#line'), /^\(Adds .* in para 3\)$/);
  await tab.click('#send button.main');
  await tab.goto(address);
  assert.match((await tab.textContent('h1')) ?? '', /Lighthouse at Velm goes dark -1/);
  assert.match((await tab.textContent('.advisory')) ?? '', /Adds/);

  await tab.goto(`${agency.home}/search?q=lighthouse`);
  assert.match((await tab.textContent('main')) ?? '', /Lighthouse at Velm/);
  assert.equal(await tab.textContent('.card .headline mark'), 'Lighthouse');
  await tab.goto(`${agency.home}/search?q=said`);
  await tab.click('.narrower summary');
  await tab.click('.narrower a');
  assert.match(await tab.inputValue('#q'), /^said section:/);
  await tab.goto(`${agency.home}/search?q=lighthuose`);
  await tab.click('.meant a');
  assert.match((await tab.textContent('main')) ?? '', /Lighthouse at Velm/);

  await tab.goto(`${agency.home}/desk`);
  await tab.locator('tr', { hasText: 'Lighthouse at Velm' }).first().getByText('Withdraw', { exact: true }).click();
  await tab.click('button.danger');
  await tab.fill('#reason', 'The lighthouse was lit all night.');
  await tab.click('button.danger');
  const answer = await tab.goto(address);
  assert.equal(answer?.status(), 410);
  await tab.goto(`${agency.home}/desk/search?q=keeper+lamp`);
  assert.match((await tab.textContent('.found')) ?? '', /Not public[^]*Lighthouse at Velm[^]*Withdrawn/);
  await editor.leave();
});

test('with script a send reaches every open newsfeed, and what was typed outlives the tab', async () => {
  const editor = await Visitor.come(chromium, agency.home);
  const desk = await editor.tab();
  await editor.go(desk, '/sign-in');
  await desk.fill('#login', 'administrator');
  await desk.fill('#password', PASSWORD);
  await desk.click('button');

  const reader = await Visitor.come(chromium, agency.home);
  const front = await reader.tab();
  await reader.go(front, '/');
  const other = await reader.tab();
  await reader.go(other, '/about');
  await until(async () => (await front.locator('.newsfeed-tools').count()) > 0, 'the newsfeed of the front page');
  assert.equal(await counted(front), 0);

  await desk.click('form.begin button');
  await desk.waitForSelector('.ProseMirror');
  await desk.fill('#headline', 'Ferry runs aground off Quill Harbour');
  await desk.selectOption('#home', 'en/world');
  await desk.click('.ProseMirror');
  await desk.keyboard.type('A ferry ran aground off Quill Harbour on Wednesday.');
  await desk.keyboard.press('Enter');
  await desk.keyboard.type('Nobody was hurt, the coastguard said.');
  await until(async () => (await desk.getAttribute('#saved', 'data-state')) === 'saved', 'saved');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const draft = desk.url();
  await desk.close();

  const again = await editor.tab();
  await again.goto(draft);
  await again.waitForSelector('.ProseMirror');
  assert.match((await again.textContent('.ProseMirror')) ?? '', /the coastguard said/);
  await again.click('.ProseMirror');
  await again.keyboard.press('Control+Enter');
  await again.waitForSelector('#send button.main');
  await again.keyboard.press('Control+Enter');
  await until(async () => new URL(again.url()).pathname === '/desk', 'the wire after the send');

  await until(async () => (await counted(front)) === 1, 'one more on the front page');
  await until(async () => (await counted(other)) === 1, 'one more in the other tab');
  await until(async () => (await front.title()).startsWith('(1) '), 'the title counts');
  await front.locator('.newsfeed-items li', { hasText: 'Ferry runs aground' }).first().waitFor();
  await front.hover('.newsfeed-items');
  await until(async () => (await counted(other)) === 0, 'looked at in one tab is looked at in all');

  const sent = await agency.send('---\nslug: a-second\nsection: world\n---\nA second story\n\nIt came by the command line.\n');
  await until(async () => (await counted(front)) === 1, 'the second story');
  await front.reload();
  await until(async () => (await counted(front)) === 1, 'still new after a reload');
  await again.goto(`${agency.home}/desk/stories/${sent.story}/withdraw?from=${sent.sequence}`);
  await again.fill('#reason', 'Sent in error.');
  await again.click('button.danger');
  await until(async () => (await counted(front)) === 0, 'a withdrawn story is not new');
  assert.doesNotMatch((await front.textContent('.newsfeed-items')) ?? '', /A second story/);
  editor.mustBeContent();
  reader.mustBeContent();
  await reader.leave();
  await editor.leave();
});

test('a topic that is put forward is taken by its box, kept, and leads from the story to its page', async () => {
  const editor = await Visitor.come(chromium, agency.home);
  const tab = await editor.tab();
  await editor.go(tab, '/sign-in');
  await tab.fill('#login', 'administrator');
  await tab.fill('#password', PASSWORD);
  await tab.click('button');
  await tab.click('form.begin button');
  await tab.waitForSelector('.ProseMirror');
  await tab.fill('#headline', 'Coastal Shield radar waits for spring');
  await tab.selectOption('#home', 'en/world');
  await tab.click('.ProseMirror');
  await tab.keyboard.type('The radar waits for spring, the builders said.');
  const box = tab.locator('#suggested-topics input[value="Coastal Shield"]');
  await box.check();
  assert.equal(await tab.inputValue('#subjects'), 'Coastal Shield');
  await box.uncheck();
  assert.equal(await tab.inputValue('#subjects'), '');
  await box.check();
  await tab.click('.ProseMirror');
  await until(async () => (await box.count()) === 0, 'what was taken is not put forward any more');
  await tab.keyboard.press('Control+Enter');
  await tab.waitForSelector('#send button.main');
  await tab.keyboard.press('Control+Enter');
  await until(async () => new URL(tab.url()).pathname === '/desk', 'the wire after the send');
  await tab.goto(`${agency.home}/topics/coastal-shield`);
  await tab.click('.list h2 >> text=Coastal Shield radar waits for spring');
  await tab.click('.topics >> text=Coastal Shield');
  assert.match((await tab.textContent('.list')) ?? '', /Coastal Shield radar waits for spring/);
  editor.mustBeContent();
  await editor.leave();
});

test('background is set in where it is written, and what is selected is pinned and shown once it is sent', async () => {
  const editor = await Visitor.come(chromium, agency.home);
  const tab = await editor.tab();
  await signIn(editor, tab);
  const reader = await Visitor.come(chromium, agency.home);
  const page = await reader.tab();
  await reader.go(page, '/dossiers/coastal-shield');
  assert.equal((await page.textContent('dossier-since'))?.trim(), '', 'a first visit has nothing to compare with');

  await tab.click('form.begin button');
  await tab.waitForSelector('.ProseMirror');
  await tab.fill('#headline', 'Radar crews reach Mount Caddis');
  await tab.selectOption('#home', 'en/world');
  await tab.fill('#subjects', 'Coastal Shield');
  await tab.click('.ProseMirror');
  await tab.keyboard.type('Forty crews are on Mount Caddis.');
  await tab.keyboard.press('Enter');
  await tab.keyboard.type('More follow.');
  await tab.keyboard.press('ArrowUp');
  const plan = tab.locator('#background li', { hasText: 'The plan' });
  await plan.locator('button').click();
  const paragraphs = await tab.locator('.ProseMirror > *').allTextContents();
  assert.match(paragraphs[1], /^The alliance plans to build a radar/, 'behind the paragraph that is written');
  await until(async () => /in the story/.test((await plan.textContent()) ?? ''), 'the story has it');

  await tab.locator('.ProseMirror > *').first().click();
  await tab.keyboard.press('Home');
  await tab.keyboard.press('Shift+End');
  await tab.click('#background a[data-pins]');
  await tab.waitForSelector('#value-0');
  assert.match((await tab.textContent('blockquote')) ?? '', /Forty crews are on Mount Caddis/);
  await tab.fill('#name-0', 'Crews on Mount Caddis');
  await tab.fill('#value-0', '40');
  await tab.fill('#unit-0', 'crews');
  await tab.click('button.main');
  await tab.waitForSelector('.ProseMirror');
  await reader.go(page, '/dossiers/coastal-shield');
  assert.doesNotMatch((await page.textContent('.facts')) ?? '', /Crews on Mount Caddis/);
  assert.match((await page.textContent('dossier-since')) ?? '', /Nothing new/);
  await tab.keyboard.press('Control+Enter');
  await tab.waitForSelector('#send button.main');
  await tab.keyboard.press('Control+Enter');
  await until(async () => new URL(tab.url()).pathname === '/desk', 'the wire after the send');
  await reader.go(page, '/dossiers/coastal-shield');
  assert.match((await page.textContent('.facts')) ?? '', /Crews on Mount Caddis/);
  editor.mustBeContent();
  reader.mustBeContent();
  await reader.leave();
  await editor.leave();
});

test('ten tabs of one reader all load and count', async () => {
  const reader = await Visitor.come(chromium, agency.home);
  const tabs = [];
  for (let n = 0; n < 10; n += 1) {
    const tab = await reader.tab();
    await reader.go(tab, n % 2 ? '/' : '/newsfeed');
    tabs.push(tab);
  }
  await tabs[0].hover('.newsfeed-items');
  await agency.send('---\nslug: for-ten\nsection: economy\n---\nFor ten tabs\n\nOne stream serves them all.\n');
  for (const tab of tabs) {
    await until(async () => /For ten tabs/.test((await tab.textContent('.newsfeed-items')) ?? ''), 'the story in every tab');
    await until(async () => (await counted(tab)) === 1, 'the count in every tab');
  }
  reader.mustBeContent();
  await reader.leave();
});

test('every page of the desk is sound, in light and in dark, at every width', async () => {
  const editor = await Visitor.come(chromium, agency.home);
  const tab = await editor.tab();
  await editor.go(tab, '/sign-in');
  await mustBeAccessible(tab);
  await tab.fill('#login', 'administrator');
  await tab.fill('#password', PASSWORD);
  await tab.click('button');
  await tab.click('form.begin button');
  await tab.waitForSelector('.ProseMirror');
  const draft = new URL(tab.url()).pathname;
  for (const address of ['/desk', '/desk/wire/1', '/desk/search?q=harbour', '/desk/drafts', draft, `${draft}/send`, '/desk/paste', '/desk/keys', '/desk/topics', '/desk/topics/lenn-treaty', '/desk/diary', '/desk/media', '/desk/dossiers', '/desk/dossiers/lenn-treaty', '/desk/dossiers/lenn-treaty/entries/the-revised-text', '/desk/dossiers/lenn-treaty/entries/new?kind=deadline', '/desk/lexicon', '/desk/sources', '/desk/subscribers', '/desk/desks', '/desk/staff', '/desk/account', '/desk/audit', '/desk/house', '/desk/house/en/pages/about']) {
    await editor.go(tab, address, address.endsWith('/send') ? 422 : 200);
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      await mustFit(tab);
      // A heading that has no room is as bad as one that overflows.
      const rooms = await tab.locator('main h1, main h2').evaluateAll((all) => all.filter((it) => it.textContent.length > 12).map((it) => it.clientWidth));
      assert.ok(rooms.every((room) => room === 0 || room >= 120), `${address} at ${width}: headings of ${rooms} pixels`);
    }
    await mustBeAccessible(tab);
    await tab.emulateMedia({ colorScheme: 'dark' });
    await mustBeAccessible(tab, ['color-contrast']);
    await tab.emulateMedia({ colorScheme: 'light' });
  }
  editor.mustBeContent();
  await editor.leave();
});

/**
 * Signs the administrator in.
 * @param {Visitor} editor
 * @param {import('playwright-core').Page} tab
 */
async function signIn(editor, tab) {
  await editor.go(tab, '/sign-in');
  await tab.fill('#login', 'administrator');
  await tab.fill('#password', PASSWORD);
  await tab.click('button');
  await tab.waitForSelector('table[data-wire]');
}

test('a draft is filed by a key and waits in the queue of its desk', async () => {
  const editor = await Visitor.come(chromium, agency.home);
  const tab = await editor.tab();
  await signIn(editor, tab);
  await tab.click('form.begin button');
  await tab.waitForSelector('.ProseMirror');
  await tab.fill('#headline', 'Lighthouse gets a new lamp');
  await tab.keyboard.press('Control+Alt+f');
  await tab.waitForURL(/drafts\?desk=/);
  assert.match((await tab.textContent('tbody')) ?? '', /Lighthouse gets a new lamp/);
  assert.ok(await tab.locator('.filed').count());
  editor.mustBeContent();
  await editor.leave();
});

test('the people of a subscriber read the wire in the portal, live and on every width', async () => {
  const editor = await Visitor.come(chromium, agency.home);
  const desk = await editor.tab();
  await signIn(editor, desk);
  await editor.go(desk, '/desk/subscribers');
  await desk.click('text=The Hovn Courier');
  await desk.fill('#person', 'Nora Vik');
  await desk.fill('#mailbox', 'nora@courier.example');
  await desk.click('button[value=client]');
  const link = new URL((await desk.textContent('code.secret')) ?? '').pathname;
  await editor.leave();

  const nora = await Visitor.come(chromium, agency.home);
  const tab = await nora.tab();
  await nora.go(tab, link);
  await mustBeAccessible(tab);
  await tab.fill('#password', PASSWORD);
  await tab.click('button');
  await tab.waitForSelector('table[data-given]');
  await agency.send('---\nslug: for-clients\nsection: economy\n---\nFor those who pay\n\nIt is on their wire.\n');
  await until(async () => /For those who pay/.test((await tab.textContent('tbody')) ?? ''), 'the story in the portal');
  await tab.click('text=For those who pay');
  await tab.waitForSelector('button[value=used]');
  const item = new URL(tab.url()).pathname;
  for (const address of ['/client', item, '/client/filters', '/client/alerts', '/client/usage', '/client/test', '/client?q=harbour']) {
    await nora.go(tab, address);
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      await mustFit(tab);
    }
    await mustBeAccessible(tab);
    await tab.emulateMedia({ colorScheme: 'dark' });
    await mustBeAccessible(tab, ['color-contrast']);
    await tab.emulateMedia({ colorScheme: 'light' });
  }
  nora.mustBeContent();
  await nora.leave();
});

/**
 * The picture of a story's page, once it is there: where it came from, its own width, and how high it stands for its width.
 * @param {import('playwright-core').Page} page
 */
async function pictureOf(page) {
  const picture = page.locator('figure img');
  await until(() => picture.evaluate((it) => /** @type {HTMLImageElement} */ (it).complete), 'the picture');
  return picture.evaluate((it) => {
    const image = /** @type {HTMLImageElement} */ (it);
    return { address: new URL(image.currentSrc).pathname, width: image.naturalWidth, height: image.clientHeight / image.clientWidth };
  });
}

test('a picture is taken in, focused, chosen for a story and shown in the width that a reader needs', async () => {
  const editor = await Visitor.come(chromium, agency.home);
  const tab = await editor.tab();
  await signIn(editor, tab);
  await editor.go(tab, '/desk/media');
  const harbour = path.resolve(import.meta.dirname, '../crates/dateline/demo/pictures/ridge.jpg');
  // Another file than the demo's: a byte behind the end of a JPEG changes no pixel.
  const buffer = Buffer.concat([await readFile(harbour), Buffer.from([0])]);
  await tab.setInputFiles('#file', { name: 'ridge.jpg', mimeType: 'image/jpeg', buffer });
  await tab.click('form[data-takes] button');
  await tab.waitForSelector('form.picture-form');
  const address = new URL(tab.url()).pathname;
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: 900 });
    await mustFit(tab);
  }
  await mustBeAccessible(tab);
  const size = await tab.locator('.focus img').boundingBox();
  assert.ok(size);
  await tab.locator('.focus img').click({ position: { x: size.width * 0.25, y: size.height * 0.75 } });
  assert.deepEqual([await tab.inputValue('#focus-x'), await tab.inputValue('#focus-y')], ['25', '75']);
  await tab.fill('#caption', 'The ridge above Nikvar at dawn.');
  await tab.fill('#credit', 'Highland Photos');
  await tab.fill('#alt', 'A ridge in the first light');
  await tab.click('form.picture-form button.main');
  await tab.waitForLoadState();
  assert.equal(await tab.inputValue('#focus-x'), '25');

  await tab.click('form.begin button');
  await tab.waitForSelector('.ProseMirror');
  await tab.fill('#headline', 'Climbers reach the ridge above Nikvar');
  await tab.selectOption('#home', 'en/world');
  await tab.click('.ProseMirror');
  await tab.keyboard.type('Two climbers reached the ridge above Nikvar on Tuesday.');
  await tab.click('#picture-pick summary');
  await tab.fill('#picture-words', 'nikvar highland');
  await until(async () => (await tab.locator('.picked .pick').count()) === 1, 'the one picture that the words mean');
  await mustBeAccessible(tab);
  await tab.locator('.picked .pick').click();
  assert.equal(await tab.inputValue('#caption'), 'The ridge above Nikvar at dawn.');
  assert.equal(await tab.inputValue('#credit'), 'Highland Photos');
  await until(async () => (await tab.getAttribute('#saved', 'data-state')) === 'saved', 'saved');
  await tab.click('.ProseMirror');
  await tab.keyboard.press('Control+Enter');
  await tab.waitForSelector('#send button.main');
  await tab.keyboard.press('Control+Enter');
  await until(async () => new URL(tab.url()).pathname === '/desk', 'the wire after the send');

  const reader = await Visitor.come(chromium, agency.home);
  const page = await reader.tab();
  await page.setViewportSize({ width: 360, height: 740 });
  await reader.go(page, '/world');
  await page.click('text=Climbers reach the ridge');
  const shown = await pictureOf(page);
  assert.match(shown.address, /whole-(320|640)\.avif$/);
  // The browser tells the width that the page offered, whichever file came.
  assert.ok(shown.width > 0 && Math.abs(shown.height - 675 / 1200) < 0.01, JSON.stringify(shown));
  await until(async () => {
    const answer = await page.request.get(`${agency.home}${shown.address}`);
    return answer.headers()['content-type'] === 'image/avif';
  }, 'the small file');
  await page.reload();
  assert.ok((await pictureOf(page)).width > 0, 'the browser reads our AVIF');

  await editor.go(tab, address);
  await tab.locator('.uses a', { hasText: 'Climbers reach the ridge' }).waitFor();
  await tab.check('input[name=barred]');
  await tab.click('form.picture-form button.main');
  await tab.waitForLoadState();
  await page.reload();
  assert.equal(await page.locator('figure img').count(), 0, 'what is barred leaves the page');
  editor.mustBeContent();
  reader.mustBeContent();
  await editor.leave();
  await reader.leave();
});
