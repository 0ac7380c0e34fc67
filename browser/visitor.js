/**
 * What does a visitor's browser complain of?
 *
 * Invariant: a console error, an uncaught error, a violation of the content security policy, a request to a foreign
 * host and a page without a policy are faults; `mustBeContent` fails on any.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** The widths that every page is looked at, in CSS pixels. */
export const WIDTHS = [1440, 768, 360];

/**
 * Debian's Chromium, headless, with no traffic of its own.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function browser() {
  return chromium.launch({
    executablePath: process.env.DATELINE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** One person's browser: cookies of its own, any number of tabs. */
export class Visitor {
  /**
   * @param {import('playwright-core').BrowserContext} context
   * @param {string} home
   */
  constructor(context, home) {
    this.context = context;
    this.home = home;
    /** @type {string[]} What went wrong so far. */
    this.faults = [];
    /** Whether pages run their scripts. */
    this.hasScript = true;
    /** @type {Set<string>} Addresses that were meant to fail. */
    this.meant = new Set();
  }

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {string} home address of the agency
   * @param {import('playwright-core').BrowserContextOptions} options
   */
  static async come(browser, home, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(15_000);
    const visitor = new Visitor(context, home);
    visitor.hasScript = options.javaScriptEnabled !== false;
    if (visitor.hasScript) {
      await context.exposeBinding('datelineViolation', (_, what) => visitor.faults.push(what));
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          const { violatedDirective, blockedURI, documentURI, sample } = event;
          // @ts-expect-error The binding is made above.
          window.datelineViolation(`${documentURI}: policy ${violatedDirective} broken by ${blockedURI} ${sample}`);
        });
      });
    }
    context.on('page', (page) => visitor.#watch(page));
    return visitor;
  }

  /** @param {import('playwright-core').Page} page */
  #watch(page) {
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      const meant = message.text().startsWith('Failed to load resource') && this.meant.has(message.location().url);
      if ((message.type() === 'error' || message.type() === 'warning') && !meant) {
        this.faults.push(`${page.url()}: console says: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${this.home}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) {
        this.faults.push(`${page.url()}: asks a foreign host: ${url}`);
      }
    });
    page.on('response', async (response) => {
      const headers = response.headers();
      if (headers['content-type']?.startsWith('text/html') && !headers['content-security-policy']) {
        this.faults.push(`${response.url()}: has no content security policy`);
      }
    });
  }

  /** A new tab. */
  tab() {
    return this.context.newPage();
  }

  /**
   * Goes to an address of the agency and expects its status. The page's elements are at work when it returns: a press before
   * that is answered as without script.
   * @param {import('playwright-core').Page} page
   * @param {string} address path, or a whole address of the agency
   * @param {number} status
   */
  async go(page, address, status = 200) {
    const url = new URL(address, `${this.home}/`).href;
    if (status >= 400) this.meant.add(url);
    const answer = await page.goto(url, { waitUntil: 'load' });
    assert.equal(answer?.status(), status, `${url} answers ${answer?.status()}, not ${status}`);
    if (this.hasScript) await page.waitForFunction(() => !document.querySelector(':not(:defined)'));
    return answer;
  }

  /** Fails when anything went wrong since the last call. */
  mustBeContent() {
    const faults = this.faults.splice(0);
    if (faults.length) assert.fail(faults.join('\n'));
  }

  /** Closes all tabs. */
  leave() {
    return this.context.close();
  }
}

/**
 * Fails when the page is wider than the window, and names what sticks out.
 * @param {import('playwright-core').Page} page
 */
export async function mustFit(page) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll('body *')].filter((element) => {
      const box = element.getBoundingClientRect();
      const spills = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'visible';
      return box.width > 0 && (box.right > width + 1 || box.left < -1 || spills);
    });
    return ['the page', ...out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
  });
  if (wide.length) assert.fail(`${page.url()} is too wide at ${page.viewportSize()?.width} px:\n${wide.join('\n')}`);
}

/**
 * Fails when a rule of axe-core is broken, and names the rule and the elements.
 * @param {import('playwright-core').Page} page
 * @param {string[]} rules only these, or all where empty
 */
export async function mustBeAccessible(page, rules = []) {
  await page.evaluate(axe);
  const broken = await page.evaluate(async (rules) => {
    // @ts-expect-error axe has just been put there.
    const { violations } = await window.axe.run(document, {
      // Preloading style sheets would put one of its own into the page, against the policy.
      preload: false,
      resultTypes: ['violations'],
      ...(rules.length ? { runOnly: { type: 'rule', values: rules } } : {}),
    });
    return violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map((/** @type {any} */ node) => `${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`),
    );
  }, rules);
  const where = `${page.url()} at ${page.viewportSize()?.width} px`;
  if (broken.length) assert.fail(`${where}:\n${broken.join('\n')}`);
}
