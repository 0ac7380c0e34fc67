/**
 * Do readers register, discuss, are they moderated and told of it: first without script, then with it?
 */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { Agency } from './agency.js';
import { Visitor, WIDTHS, browser, mustBeAccessible, mustFit } from './visitor.js';

const PASSWORD = 'seven lanterns over Velm';
const STAFF_PASSWORD = 'a good long password';

const agency = await Agency.open();
const chromium = await browser();
after(async () => {
  await chromium.close();
  await agency.close();
});

/** Mails that a test has read already. @type {Set<string>} */
const read = new Set();

/**
 * The next mail to an address that has something in it, as it was sent, its lines unfolded.
 * @param {string} to
 * @param {string} part
 */
async function mail(to, part) {
  const folder = path.join(agency.folder, 'mail');
  for (let tries = 0; tries < 100; tries += 1) {
    for (const name of await readdir(folder).catch(() => /** @type {string[]} */ ([]))) {
      if (read.has(name)) continue;
      const text = (await readFile(path.join(folder, name), 'utf8')).replaceAll('=\r\n', '').replaceAll('=3D', '=');
      if (!text.includes(`To: ${to}`) || !text.includes(part)) continue;
      read.add(name);
      return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`no mail to ${to} with ${part}`);
}

/**
 * The first link in a mail.
 * @param {string} text
 */
function link(text) {
  return /https?:\/\/\S+\/account\/\S+/.exec(text)?.[0] ?? assert.fail(`no link in ${text}`);
}

/**
 * Registers and confirms somebody in their own browser.
 * @param {Visitor} visitor
 * @param {string} name
 * @param {string} address
 */
async function register(visitor, name, address) {
  const tab = await visitor.tab();
  await visitor.go(tab, '/account/register');
  await tab.fill('#name', name);
  await tab.fill('#address', address);
  await tab.fill('#password', PASSWORD);
  await tab.click('main form button');
  assert.match(tab.url(), /\/account\/check-mail$/);
  await tab.goto(link(await mail(address, '/account/confirm/')));
  await tab.click('main form button');
  assert.match((await tab.textContent('main')) ?? '', /Welcome/);
  return tab;
}

/**
 * The address of the first story of a section.
 * @param {string} section
 */
async function first(section) {
  const page = await (await fetch(`${agency.home}/${section}`)).text();
  return new RegExp(`href="(/${section}/\\d{4}/[^"]+)"`).exec(page)?.[1] ?? assert.fail('no story');
}

const discussion = `${await first('sport')}/discussion`;

/** Lets messages of new readers stand at once, as a moderator may choose. */
async function letAllIn() {
  const moderator = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const tab = await moderator.tab();
  await tab.goto(agency.link);
  await tab.fill('#password', STAFF_PASSWORD);
  await tab.click('button');
  return { moderator, tab };
}
const { moderator, tab: desk } = await letAllIn();

test('without script somebody registers, writes, waits, is approved, answered, reported and told', async () => {
  const nora = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const tab = await register(nora, 'Nora Vik', 'nora@reader.example');
  await nora.go(tab, discussion);
  await tab.click('.discussion-join a.button');
  await tab.fill('#text', 'Where will the *ferries* go in winter?');
  await tab.click('main form button');
  assert.match((await tab.textContent('main')) ?? '', /waits for a moderator/);

  await desk.goto(`${agency.home}/desk/moderation`);
  assert.match((await desk.textContent('article.waiting')) ?? '', /You are new here/);
  await desk.click('button[value=approve]');
  assert.match((await desk.textContent('main')) ?? '', /Done/);
  await nora.go(tab, discussion);
  assert.equal(await tab.locator('.message-text em').first().textContent(), 'ferries');

  await desk.goto(`${agency.home}/desk/moderation/rules`);
  await desk.fill('#first', '0');
  await desk.click('button.main');

  const ivo = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const other = await register(ivo, 'Ivo Stam', 'ivo@reader.example');
  await ivo.go(other, discussion);
  await other.locator('li.message', { hasText: 'ferries' }).first().getByText('Reply').click();
  await other.fill('#text', 'To Velm, as they did last year.');
  await other.click('main form button');
  assert.match(other.url(), /\/discussion\/\d+#m\d+$/);
  await other.locator('li.message', { hasText: 'ferries' }).first().getByText('More', { exact: true }).first().click();
  await other.click('button[value=useful]');
  assert.match((await other.textContent('#m1 .useful')) ?? '', /Useful\s*1/);
  await other.locator('#m1').getByText('More', { exact: true }).first().click();
  await other.check('input[value=off-topic]');
  await other.fill('#reason', 'It is about the summer.');
  await other.click('button[value=report]');
  assert.match((await other.textContent('main')) ?? '', /A moderator will look/);

  await desk.goto(`${agency.home}/desk/moderation`);
  assert.match((await desk.textContent('article.waiting')) ?? '', /about the summer/);
  await desk.selectOption('article.waiting select', 'off-topic');
  await desk.fill('article.waiting input[name=words]', 'Keep to the story, please.');
  await desk.click('button[value=reject]');
  await desk.click('form[data-undo] button');
  await desk.goto(`${agency.home}/desk/moderation`);
  await desk.click('button[value=approve]');

  await nora.go(tab, '/account/notes');
  const notes = (await tab.textContent('main')) ?? '';
  assert.match(notes, /is there now/);
  assert.match(notes, /Ivo Stam\s+answered you/);
  const told = await mail('nora@reader.example', 'is there now');
  assert.match(told, /List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
  const choose = /<(https?:[^>]+\/account\/mail\/[^>]+)>/.exec(told.replaceAll('\r\n ', ''))?.[1] ?? assert.fail(told);
  await tab.goto(choose);
  await tab.check('input[value=never]');
  await tab.click('main form button');
  assert.match((await tab.textContent('main')) ?? '', /We write to you: never/);
  nora.mustBeContent();
  await ivo.leave();
  await nora.leave();
});

test('with script a name stands above, a mark is one press, and the page keeps its place', async () => {
  const ana = await Visitor.come(chromium, agency.home);
  const tab = await register(ana, 'Ana Ruiz', 'ana@reader.example');
  await ana.go(tab, discussion);
  await tab.locator('reader-name', { hasText: 'Ana Ruiz' }).waitFor();
  const useful = tab.locator('#m1 a[data-act=useful]').first();
  await useful.click();
  await tab.locator('#m1 a[data-act=useful][aria-pressed=true]').first().waitFor();
  await tab.locator('#m1 a[data-act=useful]', { hasText: '2' }).first().waitFor();
  await tab.reload();
  await tab.locator('#m1 a[data-act=useful][aria-pressed=true]').first().waitFor();
  await useful.click();
  await tab.locator('#m1 a[data-act=useful][aria-pressed=false]').first().waitFor();
  assert.equal(await tab.locator('.discussion-door').count(), 0, 'who is in is not asked to come in');
  const other = await Visitor.come(chromium, agency.home);
  const there = await other.tab();
  await other.go(there, '/account/log-in');
  await there.fill('#address', 'reader2@readers.example');
  await there.fill('#password', 'lanterns over the lenn');
  await there.click('article form button');
  await other.go(there, `${discussion}/write`);
  await there.fill('#text', 'One more, while others read.');
  await there.click('main form button');
  await tab.locator('.discussion-new:not([hidden])', { hasText: '(1)' }).waitFor();
  assert.ok(!(await tab.textContent('main'))?.includes('while others read'), 'nothing moves under the reader’s eyes');
  await tab.click('.discussion-new');
  await tab.locator('.threads', { hasText: 'while others read' }).waitFor();
  await other.leave();
  ana.mustBeContent();
  await ana.leave();
});

test('a moderator walks the queue by keys', async () => {
  await desk.goto(`${agency.home}/desk/moderation/rules`);
  await desk.fill('#first', '9');
  await desk.click('button.main');
  const writer = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const tab = await register(writer, 'Bo Lind', 'bo@reader.example');
  for (const text of ['The first of three.', 'The second of three.', 'The third of three.']) {
    await writer.go(tab, `${discussion}/write`);
    await tab.fill('#text', text);
    await tab.click('main form button');
  }
  const keys = await Visitor.come(chromium, agency.home, { storageState: await moderator.context.storageState() });
  const page = await keys.tab();
  await keys.go(page, '/desk/moderation');
  assert.match((await page.textContent('article.waiting:focus')) ?? '', /first of three/);
  await page.keyboard.press('j');
  assert.match((await page.textContent('article.waiting:focus')) ?? '', /second of three/);
  await page.keyboard.press('a');
  await page.waitForURL(/done=/);
  assert.match((await page.textContent('article.waiting:focus')) ?? '', /third of three/, 'the place is kept');
  await page.keyboard.press('u');
  await page.waitForURL(/moderation$/);
  assert.equal(await page.locator('article.waiting').count(), 3);
  await page.keyboard.press('x');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await mustFit(page);
  }
  await mustBeAccessible(page);
  keys.mustBeContent();
  await keys.leave();
  await writer.leave();
});

test('pages of a reader are sound in every language, at every width, in light and in dark', async () => {
  const eve = await Visitor.come(chromium, agency.home);
  const tab = await register(eve, 'Edda Lang', 'edda@reader.example');
  const below = ['/account', '/account/notes', '/account/standing', '/account/leave', '/account/password', '/account/sign-in', '/account/code'];
  const id = await (async () => {
    await eve.go(tab, discussion);
    return tab.locator('#m1').getAttribute('data-id');
  })();
  const pages = ['', '/ru', '/ar'].flatMap((edition) => below.map((page) => edition + page));
  pages.push(`${discussion}/write`, `${discussion}/follow`, `/discussion/messages/${id}`, `/discussion/messages/${id}/notice`);
  for (const page of pages) {
    await tab.setViewportSize({ width: WIDTHS[0], height: 900 });
    await eve.go(tab, page);
    for (const width of [...WIDTHS, 320]) {
      await tab.setViewportSize({ width, height: 900 });
      await mustFit(tab);
    }
    await mustBeAccessible(tab);
    await tab.emulateMedia({ colorScheme: 'dark' });
    await mustBeAccessible(tab, ['color-contrast']);
    await tab.emulateMedia({ colorScheme: 'light' });
    eve.mustBeContent();
  }
  await eve.leave();
});

test('pages of a moderator are sound at every width', async () => {
  const keys = await Visitor.come(chromium, agency.home, { storageState: await moderator.context.storageState() });
  const tab = await keys.tab();
  await keys.go(tab, '/desk/moderation/readers');
  const reader = await tab.locator('table a').first().getAttribute('href');
  await keys.go(tab, '/desk/moderation');
  const story = await tab.locator('a[href*="/stories/"]').first().getAttribute('href');
  const pages = ['readers', 'appeals', 'record', 'rules', 'in/rejected', 'in/visible'].map((page) => `/desk/moderation/${page}`);
  for (const page of [...pages, reader ?? '', story ?? '']) {
    await keys.go(tab, page);
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      await mustFit(tab);
    }
    await mustBeAccessible(tab);
    keys.mustBeContent();
  }
  await keys.leave();
});

test('in two browsers a room is live: said once, answered, taken out, and kept through a break', async () => {
  await desk.goto(`${agency.home}/desk/moderation/rules`);
  await desk.fill('#first', '0');
  await desk.click('button.main');
  const room = `${await first('world')}/chat`;
  const ada = await Visitor.come(chromium, agency.home);
  const one = await register(ada, 'Ada Berg', 'ada@reader.example');
  const ben = await Visitor.come(chromium, agency.home);
  const two = await register(ben, 'Ben Ode', 'ben@reader.example');
  await ada.go(one, room);
  await ben.go(two, room);
  await one.fill('#chat-text', 'Is anybody at the harbour?');
  await one.keyboard.press('Enter');
  await one.locator('li.message[data-number]', { hasText: 'anybody at the harbour' }).waitFor();
  const heard = two.locator('li.message', { hasText: 'anybody at the harbour' });
  await heard.waitFor();
  assert.equal(await one.locator('li.message', { hasText: 'anybody at the harbour' }).count(), 1, 'it stands once');
  await heard.getByText('Reply').click();
  await two.fill('#chat-text', 'I am. It is raining.');
  await two.click('.chat-form button[type=submit]');
  const answer = one.locator('li.message', { hasText: 'It is raining' });
  await answer.waitFor();
  assert.match((await answer.locator('.chat-quote').textContent()) ?? '', /Ada Berg Is anybody at the harbour/);

  // While one is away, something is said; it comes with the connection.
  await one.context().setOffline(true);
  await two.fill('#chat-text', 'Now the ferry is in.');
  await two.keyboard.press('Enter');
  await two.locator('li.message[data-number]', { hasText: 'ferry is in' }).waitFor();
  await one.fill('#chat-text', 'I hear nothing.');
  await one.keyboard.press('Enter');
  await one.locator('.is-waiting button:not([disabled])').waitFor();
  await one.context().setOffline(false);
  await one.locator('.is-waiting button').click();
  await one.locator('li.message[data-number]', { hasText: 'I hear nothing' }).waitFor();
  await two.locator('li.message', { hasText: 'I hear nothing' }).waitFor();
  assert.equal(await two.locator('li.message', { hasText: 'I hear nothing' }).count(), 1);
  await one.locator('li.message', { hasText: 'ferry is in' }).waitFor({ timeout: 20_000 });

  // What is felt is one press, and everybody sees it.
  const asked = heard.first();
  await asked.getByText('React').click();
  await two.click('.feelings button[value=thanks]');
  await one.locator('li.message', { hasText: 'anybody at the harbour' }).first().locator('.reactions').waitFor();
  await asked.locator('.reactions .is-mine').waitFor();
  await asked.locator('a[data-act=useful]').click();
  await asked.locator('a[data-act=useful][aria-pressed=true]', { hasText: '1' }).waitFor();

  // A moderator acts where they read, and thinks better of it.
  const keeper = await Visitor.come(chromium, agency.home, { storageState: await moderator.context.storageState() });
  const kept = await keeper.tab();
  await keeper.go(kept, room);
  const rain = kept.locator('li.message', { hasText: 'It is raining' });
  // Their form comes late, and a newer state of the message before it.
  await kept.route('**/tools', async (route) => {
    await one.locator('li.message', { hasText: 'It is raining' }).locator('a[data-act=useful]').click();
    await rain.locator('a[data-act=useful]', { hasText: '1' }).waitFor();
    await route.continue();
  });
  await rain.getByText('More', { exact: true }).click();
  await kept.locator('form.moderate select').waitFor();
  await mustBeAccessible(kept);
  await kept.selectOption('form.moderate select', 'off-topic');
  await kept.click('form.moderate button[value=reject]');
  await kept.locator('.notice.moderate', { hasText: 'Done' }).waitFor();
  await answer.waitFor({ state: 'detached' });
  await kept.click('.notice.moderate button');
  await answer.waitFor();
  keeper.mustBeContent();
  await keeper.leave();

  // What is taken out goes from open pages, and leaves a place.
  await heard.first().waitFor();
  const id = await one.locator('li.message', { hasText: 'anybody at the harbour' }).first().getAttribute('data-id');
  await ada.go(one, `/discussion/messages/${id}`);
  await one.click('button[value=delete]');
  await two.locator('li.message', { hasText: 'took this message out' }).first().waitFor();

  await ben.go(two, '/chats');
  assert.match((await two.textContent('main')) ?? '', /messages/);
  for (const width of [...WIDTHS, 320]) {
    await two.setViewportSize({ width, height: 900 });
    await ben.go(two, room);
    await mustFit(two);
  }
  await mustBeAccessible(two);
  ada.faults.splice(0);
  ben.mustBeContent();
  await ada.leave();
  await ben.leave();
});
