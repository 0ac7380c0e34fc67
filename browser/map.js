/**
 * Which pages has the agency, and which of them are alike?
 *
 * Walks the links from each edition's front page; pages of one shape (all stories, all authors) are looked at by a few.
 */

/** How many pages of a shape are looked at; one of all others. */
const SEVERAL = new Map([
  ['story', 4],
  ['revision', 1],
  ['discussion', 2],
]);

/** Pages that no link may lead to, below each edition, with their status. */
const UNLINKED = /** @type {const} */ ([
  ['/no-such-page', 404],
  ['/search?q=the', 200],
  ['/search?q=zzzzzz', 200],
]);

/** Addresses that are not pages, or not the visitor's. */
const NOT_PAGES = /^\/(assets|media|desk|live|api|feed|sitemap|robots|manifest)|\/feed\.|^\/sign-out|^\/discussion\/messages\/|\/discussion\/(write|follow)|\.(xml|json|txt|css|js|ics)$/;

/**
 * @typedef {{ edition: string, shape: string, address: string, status: number }} Place
 */

/**
 * The shape of an address below its edition.
 * @param {string} address
 */
export function shapeOf(address) {
  const [path, query] = address.split('?');
  const key = query ? `?${query.split('=')[0]}` : '';
  if (/\/\d{4}\/\d\d\/\d\d\/[^/]+$/.test(path)) return `story${key}`;
  if (/\/revisions\/\d+$/.test(path)) return `revision${key}`;
  if (/\/revisions\/\d+\.\.\d+$/.test(path)) return `comparison${key}`;
  if (/\/discussion$/.test(path)) return `discussion${key}`;
  if (/\/discussion\/\d+$/.test(path)) return `thread${key}`;
  if (/^\/authors\/[^/]+$/.test(path)) return `author${key}`;
  if (/^\/log\/\d+$/.test(path)) return `entry${key}`;
  if (/^\/topics\/[^/]+$/.test(path)) return `topic${key}`;
  if (/^\/quotes\/[^/]+$/.test(path)) return `person${key}`;
  if (/^\/dossiers\/[^/]+$/.test(path)) return `dossier${key}`;
  if (/^\/dossiers\/[^/]+\/[^/]+$/.test(path)) return `dossier-entry${key}`;
  return `${path}${key}`;
}

/**
 * Every place worth a look, by walking.
 * @param {string} home
 * @param {string[]} editions prefixes: '' for the first, '/ru', '/ar'
 * @returns {Promise<Place[]>}
 */
export async function walk(home, editions) {
  /** @type {Place[]} */
  const places = [];
  for (const edition of editions) {
    /** @type {Map<string, number>} */
    const seen = new Map();
    const known = new Set([`${edition}/`]);
    const queue = [`${edition}/`];
    for (const address of queue) {
      const below = address.slice(edition.length) || '/';
      const shape = shapeOf(below);
      const count = seen.get(shape) ?? 0;
      if (count >= (SEVERAL.get(shape) ?? 1)) continue;
      const answer = await fetch(home + address, { redirect: 'manual' });
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
      seen.set(shape, count + 1);
      places.push({ edition, shape, address, status: answer.status });
      for (const [, link] of (await answer.text()).matchAll(/<a [^>]*href="([^"#]+)/g)) {
        const url = new URL(link.replaceAll('&amp;', '&'), home + address);
        const next = url.pathname + url.search;
        const other = editions.some((prefix) => prefix && prefix !== edition && `${url.pathname}/`.startsWith(`${prefix}/`));
        const away = !edition ? other : !`${url.pathname}/`.startsWith(`${edition}/`);
        if (url.href.startsWith(`${home}/`) && !away && !NOT_PAGES.test(url.pathname) && !known.has(next)) {
          known.add(next);
          queue.push(next);
        }
      }
    }
    for (const [path, status] of UNLINKED) {
      places.push({ edition, shape: path, address: edition + path, status });
    }
  }
  return places;
}
