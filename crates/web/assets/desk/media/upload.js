// How does a picture come to the newsroom? As what it is, one at a time; the answer says what it says of itself.

import { word } from "../page/words.js";

/**
 * What the newsroom knows of a picture that it took.
 * @typedef {{ id: string, caption: string, credit: string, alt: string, message: string | null }} Taken
 */

/**
 * @param {File} file
 * @returns {Promise<Taken>} fails with an error that says why in the desk's language
 */
export async function upload(file) {
  let response;
  try {
    const headers = { "content-type": file.type, accept: "application/json" };
    response = await fetch("/desk/media-upload", { method: "POST", headers, body: file });
  } catch {
    throw new Error(word("upload-failed"));
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message ?? word("upload-failed"));
  return answer;
}

/**
 * The pictures among what was dropped or pasted.
 * @param {DataTransfer | null} from
 */
export function picturesIn(from) {
  return [...(from?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}
