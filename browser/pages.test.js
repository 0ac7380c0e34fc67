/**
 * Is every public page sound in every language, at every width, in light and in dark?
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Agency } from './agency.js';
import { walk } from './map.js';
import { Visitor, WIDTHS, browser, mustBeAccessible, mustFit } from './visitor.js';

const EDITIONS = ['', '/ru', '/ar'];
const DIRECTIONS = ['ltr', 'ltr', 'rtl'];

const agency = await Agency.open();
const chromium = await browser();
after(async () => {
  await chromium.close();
  await agency.close();
});

const places = await walk(agency.home, EDITIONS);
const visitor = await Visitor.come(chromium, agency.home);
const tab = await visitor.tab();

for (const { edition, shape, address, status } of places) {
  test(`${edition} ${shape} ${address}`, async () => {
    await tab.setViewportSize({ width: WIDTHS[0], height: 900 });
    await visitor.go(tab, address, status);
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      await mustFit(tab);
    }
    // The narrow layout has every element that the wide one has, and menus of its own.
    await mustBeAccessible(tab);
    await tab.emulateMedia({ colorScheme: 'dark' });
    await mustBeAccessible(tab, ['color-contrast']);
    await tab.emulateMedia({ colorScheme: 'light' });
    assert.equal(await tab.evaluate(() => document.dir), DIRECTIONS[EDITIONS.indexOf(edition)]);
    visitor.mustBeContent();
  });
}

test('every kind of page has been looked at in every language', () => {
  for (const edition of EDITIONS) {
    const shapes = new Set(places.filter((place) => place.edition === edition).map((place) => place.shape));
    const wanted = ['/', 'story', 'revision', 'comparison', 'author', '/newsfeed', '/topics', 'topic', '/quotes', '/dossiers', 'dossier', 'dossier-entry', '/log', 'entry', '/corrections', '/about', '/settings', 'discussion', 'thread', '/account/register', '/account/log-in', '/discussion/log'];
    // Who speaks is read off languages whose names have capitals.
    if (edition !== '/ar') wanted.push('person');
    const missing = wanted.filter((shape) => !shapes.has(shape));
    assert.deepEqual(missing, [], `${edition || '/'} has no link to these`);
  }
});
