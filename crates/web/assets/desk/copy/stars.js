// Which stars in a paragraph are marks, and which are stars?

export const STRONG = 2;
export const EMPHASIS = 1;

/** @typedef {import("./inline.js").Piece} Piece */

/**
 * Settles which stars are marks: before it `toggles` says whether they could open or close, after it what
 * they switch.
 * @param {Piece[]} all
 */
export function pairStars(all) {
  for (const mark of [STRONG, EMPHASIS]) {
    /** @type {{ toggles: number } | null} */
    let opener = null;
    /** @type {{ toggles: number }[]} */
    const settled = [];
    for (const piece of all) {
      if (!("count" in piece) || piece.count > 3 || !(piece.count & mark)) continue;
      if (opener === null) {
        if (piece.toggles & 2) opener = piece;
      } else if (piece.toggles & 1) {
        settled.push(opener, piece);
        opener = null;
      }
    }
    for (const piece of settled) piece.toggles |= mark << 2;
  }
  for (const piece of all) if ("count" in piece) piece.toggles >>= 2;
}
