// How many moves came since the reader last looked, beside the newsfeed's name and in the tab's title.
import { ask, came, watch } from "./seen.js";
import { listen } from "./stream.js";
import { counted } from "../title.js";

class NewsfeedCount extends HTMLElement {
  connectedCallback() {
    watch((count) => {
      const text = count > 0 ? ` ${count}` : "";
      this.replaceChildren(text);
      counted(count);
    });
  }
}

listen(0, (heard) => {
  if (heard.name === "move") came(heard.sequence);
  else if (heard.name !== "offline") ask();
});
customElements.define("newsfeed-count", NewsfeedCount);
