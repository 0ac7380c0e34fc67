// What the desk's editor takes from ProseMirror: this list is the whole of the bundle.
export * from "./types/prosemirror-commands.js";
export * from "./types/prosemirror-history.js";
export * from "./types/prosemirror-inputrules.js";
export * from "./types/prosemirror-keymap.js";
export * from "./types/prosemirror-model.js";
export * from "./types/prosemirror-state.js";
export * from "./types/prosemirror-view.js";
