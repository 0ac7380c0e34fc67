// How many words and characters has a text, in any script?

/** @type {Map<string, Intl.Segmenter>} */
const segmenters = new Map();

/**
 * @param {string} kind
 * @param {string} language
 */
function segmenter(kind, language) {
  const key = `${kind} ${language}`;
  let found = segmenters.get(key);
  if (!found) {
    const granularity = /** @type {"word" | "grapheme"} */ (kind);
    try {
      found = new Intl.Segmenter(language || undefined, { granularity });
    } catch {
      found = new Intl.Segmenter(undefined, { granularity });
    }
    segmenters.set(key, found);
  }
  return found;
}

/**
 * Words as a reader counts them: also in scripts that set none apart.
 * @param {string} text
 * @param {string} language
 */
export function words(text, language) {
  let count = 0;
  for (const { isWordLike } of segmenter("word", language).segment(text)) if (isWordLike) count += 1;
  return count;
}

/**
 * Characters as a reader sees them: a letter with its accents is one.
 * @param {string} text
 */
export function characters(text) {
  return [...segmenter("grapheme", "").segment(text)].length;
}
