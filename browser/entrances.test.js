/**
 * Do readers come in without a password: by a passkey of a virtual authenticator, and by a real provider of sign-ins?
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
// @ts-expect-error It comes without types.
import { Provider } from 'oidc-provider';
import { Agency } from './agency.js';
import { Visitor, browser, mustBeAccessible } from './visitor.js';

const PASSWORD = 'lanterns over the lenn';

/** A port of this machine that nobody has. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, 'localhost', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

const [ours, theirs] = [await freePort(), await freePort()];
const machine = `localhost:${theirs}`;

/** Who the provider knows: whoever signs in, by the address that they type. */
const provider = new Provider(`http://${machine}`, {
  clients: [{
    client_id: 'meridian',
    client_secret: 'a-secret-of-the-suite',
    redirect_uris: [`http://localhost:${ours}/account/provider/${machine}/return`],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
  cookies: { keys: ['the suite’s own'] },
  findAccount: (/** @type {unknown} */ _context, /** @type {string} */ id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: id,
      email_verified: !id.startsWith('unverified'),
      preferred_username: id.split('@')[0],
    }),
  }),
});
const server = provider.listen(theirs, 'localhost');
const agency = await Agency.open({
  listen: `localhost:${ours}`,
  env: { DATELINE_READER_OIDC: `http://meridian:a-secret-of-the-suite@${machine}` },
});
const chromium = await browser();
after(async () => {
  await chromium.close();
  await agency.close();
  server.close();
});

/**
 * Signs in at the provider's own pages, as whom it is told.
 * @param {import('playwright-core').Page} tab
 * @param {string} address
 */
async function atProvider(tab, address) {
  await tab.fill('[name=login]', address);
  await tab.fill('[name=password]', 'x');
  await tab.click('[type=submit]');
  await tab.click('[type=submit]');
}

test('a reader comes in by a passkey, and not by one that was removed', async () => {
  const visitor = await Visitor.come(chromium, agency.home);
  const tab = await visitor.tab();
  const session = await tab.context().newCDPSession(tab);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await visitor.go(tab, '/account/log-in');
  await tab.fill('#address', 'reader1@readers.example');
  await tab.fill('#password', PASSWORD);
  await tab.click('article form button');
  await visitor.go(tab, '/account');
  await tab.fill('#passkey-name', 'The suite’s telephone');
  await Promise.all([tab.waitForURL(/saved/), tab.click('passkey-door button')]);
  assert.match((await tab.textContent('main')) ?? '', /The suite’s telephone/);
  await mustBeAccessible(tab);

  await tab.click('form[action$="log-out"] button');
  await visitor.go(tab, '/account/log-in?next=/account/notes');
  await mustBeAccessible(tab);
  await Promise.all([tab.waitForURL((url) => url.pathname === '/account/notes'), tab.click('passkey-door button')]);

  // The browser offers it for the address field by itself; the virtual one takes the offer.
  await visitor.go(tab, '/account');
  await tab.click('form[action$="log-out"] button');
  await visitor.go(tab, '/account/log-in?next=/account/notes');
  await Promise.all([tab.waitForURL((url) => url.pathname === '/account/notes'), tab.focus('#address')]);

  await visitor.go(tab, '/account');
  assert.match((await tab.textContent('#passkeys-title ~ ul')) ?? '', /last used/);
  await tab.click('button[value=end-passkey]');
  visitor.mustBeContent();
  await tab.click('form[action$="log-out"] button');
  await visitor.go(tab, '/account/log-in');
  await tab.click('passkey-door button');
  await tab.waitForFunction(() => document.querySelector('passkey-door [role=alert]')?.textContent !== '');
  assert.match((await tab.textContent('passkey-door [role=alert]')) ?? '', /not accepted/);
  await visitor.go(tab, '/account');
  assert.match(tab.url(), /log-in/);
  await visitor.leave();
});

test('a provider brings somebody new, who chooses a name, and is known the next time', async () => {
  const visitor = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const tab = await visitor.tab();
  await visitor.go(tab, '/ru/account/log-in?next=/ru/account');
  await tab.click(`a[href*="/account/provider/"]`);
  await atProvider(tab, 'newcomer@people.example');
  assert.match(tab.url(), /\/ru\/account\/newcomer$/);
  assert.equal(await tab.inputValue('#name'), 'newcomer');
  await tab.fill('#name', 'Meridian');
  await tab.click('main form button');
  assert.equal(await tab.locator('.fault').count(), 1, 'a name of the house');
  await tab.fill('#name', 'Ines Valdor');
  await tab.click('main form button');
  assert.match(tab.url(), /\/ru\/account$/);
  assert.match((await tab.textContent('main')) ?? '', /Ines Valdor/);

  await tab.click('form[action$="log-out"] button');
  await visitor.go(tab, '/account/log-in?next=/account');
  await tab.click(`a[href*="/account/provider/"]`);
  assert.match(tab.url(), /\/account$/, 'the provider remembers, and so do we');
  // Without a password, a session that has just begun is good for going.
  await visitor.go(tab, '/account/leave');
  assert.equal(await tab.locator('#password').count(), 0);
  await tab.click('main form button');
  await visitor.go(tab, '/account/log-in?next=/account');
  await tab.click(`a[href*="/account/provider/"]`);
  assert.match((await tab.textContent('main')) ?? '', /is deleted on/);
  await visitor.leave();
});

test('a provider brings who has an account by their verified address, and nobody by another', async () => {
  const visitor = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const tab = await visitor.tab();
  await visitor.go(tab, '/account/log-in?next=/account');
  await tab.click(`a[href*="/account/provider/"]`);
  await atProvider(tab, 'reader2@readers.example');
  assert.match(tab.url(), /\/account$/);
  assert.match((await tab.textContent('main')) ?? '', new RegExp(machine));
  await visitor.leave();

  const other = await Visitor.come(chromium, agency.home, { javaScriptEnabled: false });
  const door = await other.tab();
  await other.go(door, '/account/log-in?next=/account');
  await door.click(`a[href*="/account/provider/"]`);
  await atProvider(door, 'unverified@readers.example');
  assert.match((await door.textContent('.fault')) ?? '', /nobody in/);
  const stolen = `/account/provider/${machine}/return?state=of-another&code=x`;
  await door.goto(agency.home + stolen);
  assert.match((await door.textContent('.fault')) ?? '', /nobody in/);
  await other.leave();
});
