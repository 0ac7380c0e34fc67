// What kind of character is it, for those who read and write marks?

/** @param {string | undefined} c */
export const isSpace = (c) => c !== undefined && /\p{White_Space}/u.test(c);

/** @param {string | undefined} c */
export const isControl = (c) => c !== undefined && /\p{Cc}/u.test(c);

/**
 * Whether a backslash before it makes a sign stand for itself.
 * @param {string | undefined} c
 */
export const isEscapable = (c) => c !== undefined && !/[\p{Alphabetic}\p{N}\p{Cc}]/u.test(c);
