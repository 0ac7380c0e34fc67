// What the desk's editor takes from ProseMirror: this list is the whole of the bundle.
export { baseKeymap, chainCommands, setBlockType, toggleMark } from "prosemirror-commands";
export { history, redo, undo } from "prosemirror-history";
export { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
export { keymap } from "prosemirror-keymap";
export { Fragment, Node, Schema, Slice } from "prosemirror-model";
export { EditorState, Plugin, PluginKey, Selection, TextSelection } from "prosemirror-state";
export { Decoration, DecorationSet, EditorView } from "prosemirror-view";
