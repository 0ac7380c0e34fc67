/**
 * Does the suite itself notice what it is there to notice?
 *
 * Small pages with one fault each, served from here: a watch that sleeps would let every other suite pass.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Visitor, browser, mustBeAccessible, mustFit } from './visitor.js';

const POLICY = "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";
const page = (/** @type {string} */ body, title = 'A page') =>
  `<!doctype html><html lang=en><title>${title}</title><link rel=icon href="/icon"><main><h1>A page</h1>${body}</main>`;

/** @type {Record<string, {body: string, type?: string, policy?: string, status?: number}>} */
const PAGES = {
  '/good': { body: page('<p>Good.') },
  '/inline-script': { body: page('<script>document.title = "x"</script>') },
  '/inline-style': { body: page('<p style="color: red">Red.') },
  '/foreign-picture': { body: page('<img alt="" src="http://example.invalid/x.png">') },
  '/raw-html': { body: page('<script src="/raw-html.js"></script>') },
  '/raw-html.js': { body: 'document.querySelector("main").innerHTML = "<p>x"', type: 'text/javascript' },
  '/thrown': { body: page('<script src="/thrown.js"></script>') },
  '/thrown.js': { body: 'nothing.is.here()', type: 'text/javascript' },
  '/no-policy': { body: page('<p>Bare.'), policy: '' },
  '/no-alt': { body: page('<img src="/icon">') },
  '/wide': { body: page('<pre>' + 'wide '.repeat(200) + '</pre>') },
  '/icon': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
  '/gone': { body: page('<p>Gone.'), status: 410 },
};

/** @type {import('node:http').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let chromium;
/** @type {Visitor} */
let visitor;
/** @type {import('playwright-core').Page} */
let tab;

before(async () => {
  server = createServer((request, answer) => {
    const { body, type = 'text/html; charset=utf-8', policy = POLICY, status = 200 } = PAGES[request.url ?? ''] ?? {
      body: 'nothing',
      type: 'text/plain',
      status: 404,
    };
    answer.writeHead(status, { 'content-type': type, ...(policy && { 'content-security-policy': policy }) });
    answer.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = server.address();
  assert(address && typeof address === 'object');
  chromium = await browser();
  visitor = await Visitor.come(chromium, `http://127.0.0.1:${address.port}`);
  tab = await visitor.tab();
});

after(async () => {
  await chromium.close();
  server.close();
});

/** Goes there and gives back the faults seen. @param {string} address */
async function faults(address) {
  await visitor.go(tab, address, PAGES[address].status);
  await tab.waitForTimeout(100);
  return visitor.faults.splice(0).join('\n');
}

test('a good page has no faults, fits and is accessible', async () => {
  assert.equal(await faults('/good'), '');
  await tab.setViewportSize({ width: 360, height: 800 });
  await mustFit(tab);
  await mustBeAccessible(tab);
  visitor.mustBeContent();
});

for (const [address, sign] of /** @type {const} */ ([
  ['/inline-script', /policy script-src-elem broken/],
  ['/inline-style', /policy style-src-attr broken/],
  ['/foreign-picture', /policy img-src broken/],
  ['/raw-html', /policy require-trusted-types-for broken/],
  ['/thrown', /ReferenceError: nothing is not defined/],
  ['/no-policy', /has no content security policy/],
])) {
  test(`${address.slice(1)} is a fault`, async () => assert.match(await faults(address), sign));
}

test('a page that is meant to be gone is no fault, one that is not is', async () => {
  assert.equal(await faults('/gone'), '');
  await assert.rejects(visitor.go(tab, '/gone', 200), /answers 410, not 200/);
});

test('a picture without a text breaks a rule', async () => {
  await visitor.go(tab, '/no-alt');
  await assert.rejects(mustBeAccessible(tab), /image-alt/);
});

test('a page wider than the window is named with what sticks out', async () => {
  await tab.setViewportSize({ width: 360, height: 800 });
  await visitor.go(tab, '/wide');
  await assert.rejects(mustFit(tab), /too wide at 360 px:\nthe page\n.*<pre>/s);
});
