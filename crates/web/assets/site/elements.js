// The site's elements, each fetched where there is one.

/** @type {Record<string, () => Promise<unknown>>} */
const elements = {
  "live-newsfeed": () => import("./live/newsfeed.js"),
  "newsfeed-count": () => import("./live/count.js"),
  "breaking-banner": () => import("./breaking.js"),
  "story-since": () => import("./since.js"),
  "story-next": () => import("./reading/next.js"),
  "story-passage": () => import("./reading/passage.js"),
  "story-tools": () => import("./reading/tools.js"),
  "dossier-since": () => import("./reading/dossier.js"),
  "story-discussion": () => import("./discussion.js"),
  "live-coverage": () => import("./coverage.js"),
  "chat-room": () => import("./chat/room.js"),
  "chat-list": () => import("./chat/list.js"),
};

/** @param {ParentNode} root */
export function define(root) {
  for (const [name, load] of Object.entries(elements)) {
    if (!customElements.get(name) && root.querySelector(name)) load();
  }
}
