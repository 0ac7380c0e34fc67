// Markup of our own server, as nodes. The only place that makes markup from text, under a policy of its own.

/**
 * @typedef {object} Policy
 * @property {(text: string) => string} createHTML
 */
/** @type {{ createPolicy(name: string, rules: Policy): Policy } | undefined} */
const types = Reflect.get(window, "trustedTypes");
const policy = types?.createPolicy("dateline-newsfeed", { createHTML: (text) => text });

/**
 * Items of the newsfeed as nodes that stand in no page yet.
 * @param {string} html What this site's own server rendered and escaped.
 */
export function fragment(html) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");
}
