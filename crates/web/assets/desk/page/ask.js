// How does a page of the desk ask the newsroom something without leaving?

/**
 * An answer that says no, or none at all (status 0).
 */
export class Refused extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}

/**
 * @param {string} path
 * @param {unknown} body sent as JSON
 * @param {{ keepalive?: boolean, signal?: AbortSignal }} [options]
 * @returns {Promise<any>}
 */
export async function post(path, body, options = {}) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      keepalive: options.keepalive,
      signal: patience(options),
    });
  } catch {
    throw new Refused(0);
  }
  if (!response.ok) throw new Refused(response.status);
  return response.status === 204 ? null : response.json();
}

/**
 * How long an answer is waited for: fifteen seconds, and no longer than the caller wants it; what is sent while the
 * page goes away is not waited for.
 * @param {{ keepalive?: boolean, signal?: AbortSignal }} options
 */
function patience({ keepalive, signal }) {
  if (keepalive) return undefined;
  const longest = AbortSignal.timeout(15_000);
  return signal ? AbortSignal.any([signal, longest]) : longest;
}

/**
 * A part of a page as a document of its own: parsed by the browser, its scripts never run.
 * @param {string} path
 * @returns {Promise<Document>}
 */
export function part(path) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", path);
    request.responseType = "document";
    request.onload = () => {
      if (request.status < 400 && request.responseXML) resolve(request.responseXML);
      else reject(new Refused(request.status));
    };
    request.onerror = () => reject(new Refused(0));
    request.send();
  });
}
