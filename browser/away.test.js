/**
 * Is a reader told who is not on the site, and can what they saved be read without a network?
 */
import assert from 'node:assert/strict';
import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { Agency } from './agency.js';
import { Visitor, browser, mustBeAccessible, mustFit } from './visitor.js';

const PASSWORD = 'lanterns over the lenn';

/** A browser's keys, and the push service in front of it. */
const own = createECDH('prime256v1');
own.generateKeys();
const auth = Buffer.from('sixteen letters!');
/** @type {{ topic: string, text: string }[]} */
const told = [];
const service = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  told.push({ topic: String(request.headers.topic), text: opened(Buffer.concat(parts)) });
  response.writeHead(201).end();
});
await new Promise((resolve) => service.listen(0, '127.0.0.1', () => resolve(null)));
const { port } = /** @type {import('node:net').AddressInfo} */ (service.address());

/**
 * What a sealed body says (RFC 8188, RFC 8291).
 * @param {Buffer} body
 */
function opened(body) {
  const [salt, length] = [body.subarray(0, 16), body[20] ?? 0];
  const [theirs, sealed] = [body.subarray(21, 21 + length), body.subarray(21 + length)];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), theirs]);
  const secret = hkdfSync('sha256', own.computeSecret(theirs), auth, info, 32);
  const key = hkdfSync('sha256', Buffer.from(secret), salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = hkdfSync('sha256', Buffer.from(secret), salt, 'Content-Encoding: nonce\0', 12);
  const decipher = createDecipheriv('aes-128-gcm', Buffer.from(key), Buffer.from(nonce));
  decipher.setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return text.subarray(0, text.lastIndexOf(2)).toString();
}

const agency = await Agency.open({ listen: 'localhost:0', env: { DATELINE_PRIVATE_NETWORKS: '127.0.0.0/8' } });
const chromium = await browser();
after(async () => {
  await chromium.close();
  await agency.close();
  service.close();
});

/** @param {string} more */
const copy = (more) =>
  `---\nslug: ferry-away\nsection: world\nedition: en\n---\nFerry runs again\n\nVELM, November 1 (Meridian) - The ferry to Velm ran again on Sunday, the port said.${more}\n`;

/** @param {number} count */
async function wait(count) {
  for (let tries = 0; told.length < count && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(told.length, count);
  return JSON.parse(told[count - 1]?.text ?? '');
}

/**
 * Withdraws a story as an editor does.
 * @param {any} sent
 */
async function withdraw(sent) {
  const editor = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const desk = await editor.tab();
  await desk.goto(agency.link);
  await desk.fill('#password', 'a good long password');
  await desk.click('button');
  await desk.goto(`${agency.home}/desk/stories/${sent.story}/withdraw?from=${sent.sequence}`);
  await desk.fill('#reason', 'The ferry did not run.');
  await desk.click('button.danger');
  await editor.leave();
}

test('a browser is told of a story, of its revision in place of it, and that it was withdrawn; what was saved is read offline until then', async () => {
  const reader = await Visitor.come(chromium, agency.home);
  await reader.context.grantPermissions(['notifications']);
  // No push service of the world is asked: the browser's subscription is made here, with real keys.
  await reader.context.addInitScript((made) => {
    PushManager.prototype.subscribe = async () => /** @type {any} */ ({ ...made, toJSON: () => made });
    PushManager.prototype.getSubscription = async () => null;
  }, {
    endpoint: `http://127.0.0.1:${port}/push/one`,
    keys: { p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') },
  });
  const tab = await reader.tab();
  await reader.go(tab, '/subscribe?what=section&value=world');
  await tab.click('push-door button');
  await tab.locator('push-door li', { hasText: 'World' }).waitFor();
  await mustBeAccessible(tab);
  for (const width of [1440, 320]) {
    await tab.setViewportSize({ width, height: 900 });
    await mustFit(tab);
  }
  await tab.setViewportSize({ width: 1280, height: 900 });

  const session = await tab.context().newCDPSession(tab);
  /** @type {string} */
  let registration = '';
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registration = registrations[0]?.registrationId ?? registration;
  });
  await session.send('ServiceWorker.enable');
  await tab.waitForTimeout(300);
  assert.ok(registration, 'the worker is at work');
  const deliver = (/** @type {string} */ data) =>
    session.send('ServiceWorker.deliverPushMessage', { origin: agency.home, registrationId: registration, data });
  /** What stands on the screen. */
  const shown = () => tab.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications();
    return all.map((it) => ({ title: it.title, body: it.body, tag: it.tag }));
  });
  const until = async (/** @type {RegExp} */ word) => {
    for (let tries = 0; tries < 50; tries += 1) {
      const all = await shown();
      if (all.length === 1 && word.test(`${all[0]?.title} ${all[0]?.body}`)) return;
      await tab.waitForTimeout(100);
    }
    assert.fail(`${word}: ${JSON.stringify(await shown())}`);
  };

  /** Waits until what the worker keeps is as it should be. @param {(all: string[]) => boolean} should */
  const kept = async (should) => {
    const look = async () => (await (await caches.open('saved')).keys()).map((it) => it.url);
    for (let tries = 0; tries < 100; tries += 1) {
      if (should(await tab.evaluate(look))) return;
      await tab.waitForTimeout(100);
    }
    assert.fail(`${await tab.evaluate(look)}`);
  };

  const sent = await agency.send(copy(''));
  const first = await wait(1);
  await deliver(told[0]?.text ?? '');
  await until(/Ferry runs again/);
  await agency.send(copy('\n\nIt will run every hour until the spring, harbour master Oda Lind said.'));
  assert.equal((await wait(2)).story, first.story);
  assert.equal(told[1]?.topic, told[0]?.topic);
  await deliver(told[1]?.text ?? '');
  await until(/\(Adds/);

  await reader.go(tab, '/account/log-in?next=/account/saved');
  await tab.fill('#address', 'reader1@readers.example');
  await tab.fill('#password', PASSWORD);
  await tab.click('article form button');
  const story = new URL(sent.address, agency.home).pathname;
  await reader.go(tab, story);
  const weight = () => getComputedStyle(document.querySelector('h1') ?? document.body).fontWeight;
  const dressed = await tab.evaluate(weight);
  await tab.click('a[data-save]');
  await tab.locator('a[data-save]', { hasText: /^Saved$/ }).waitFor();
  await reader.go(tab, '/account/saved');
  await tab.locator('saved-offline:not([hidden])').waitFor();
  await kept((all) => all.length === 2);
  reader.mustBeContent();
  await reader.context.setOffline(true);
  await tab.goto(agency.home + story);
  assert.match((await tab.textContent('.story-body')) ?? '', /every hour/);
  assert.equal(await tab.evaluate(weight), dressed, 'it looks as it does with a network');
  await tab.goto(`${agency.home}/economy`);
  assert.match((await tab.textContent('h1')) ?? '', /Saved for later/, 'what was not saved leads to what was');
  await reader.context.setOffline(false);

  await withdraw(sent);
  await wait(3);
  await deliver(told[2]?.text ?? '');
  await until(/was withdrawn/);
  assert.ok(!told[2]?.text.includes('Ferry'), 'the word does not repeat what is withdrawn');
  await kept((all) => all.every((it) => !it.includes('ferry')));
  await reader.leave();
});

test('a marked passage can be shared by its address, and its error reported', async () => {
  const sent = await agency.send(copy('').replace('ferry-away', 'ferry-marked').replace('Velm', 'Oslen'));
  const reader = await Visitor.come(chromium, agency.home);
  await reader.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const tab = await reader.tab();
  await reader.go(tab, new URL(sent.address, agency.home).pathname);
  await tab.evaluate(() => {
    const text = document.querySelector('.story-body p')?.lastChild;
    if (!text) return;
    const range = document.createRange();
    range.setStart(text, 1);
    range.setEnd(text, 20);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  });
  await tab.locator('story-passage:not([hidden])').waitFor();
  await mustBeAccessible(tab);
  await tab.click('story-passage button');
  const link = await tab.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#[\w-]+:~:text=/);
  await tab.goto(link);
  await tab.evaluate(() => {
    const text = document.querySelector('.story-body p')?.lastChild;
    if (text) getSelection()?.selectAllChildren(text.parentElement ?? document.body);
  });
  await tab.locator('story-passage a[href*="Sunday"]').waitFor();
  await tab.click('story-passage a');
  assert.match(await tab.inputValue('#passage'), /ran again on Sunday/);
  await tab.fill('#text', 'It was a Saturday.');
  await mustBeAccessible(tab);
  await tab.click('main form button');
  assert.match((await tab.textContent('main')) ?? '', /Thank you/);
  reader.mustBeContent();
  await reader.leave();
});
