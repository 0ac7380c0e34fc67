// Which key does what in the text? Every binding stands in one table; the page's help shows the same table.

import {
  baseKeymap,
  chainCommands,
  InputRule,
  inputRules,
  keymap,
  redo,
  setBlockType,
  toggleMark,
  undo,
  undoInputRule,
} from "../../vendor/editor/editor.js";
import { SIGNS } from "../copy/body.js";
import { isSafeLink } from "../copy/text.js";
import { schema } from "./schema.js";

/** @typedef {import("../../vendor/editor/editor.js").Command} Command */

/**
 * Gives the paragraphs a role; once more takes it off again.
 * @param {string} role
 * @returns {Command}
 */
function toggleRole(role) {
  return (state, dispatch, view) => {
    const is = state.selection.$from.parent.type.name === role;
    return setBlockType(schema.nodes[is ? "body" : role])(state, dispatch, view);
  };
}

/**
 * A new paragraph behind a subhead, a note or an empty list item is a plain one.
 * @type {Command}
 */
const enter = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const role = $from.parent.type.name;
  if (role === "list-item" && empty && $from.parent.content.size === 0) {
    return setBlockType(schema.nodes.body)(state, dispatch);
  }
  if (role === "table") {
    dispatch?.(state.tr.insertText("\n"));
    return true;
  }
  if (role !== "subhead" && role !== "note" && role !== "embed") return false;
  if ($from.parentOffset !== $from.parent.content.size) return false;
  dispatch?.(state.tr.split($from.pos, 1, [{ type: schema.nodes.body }]).scrollIntoView());
  return true;
};

/**
 * At its start, a paragraph with a role loses it before it joins the one above.
 * @type {Command}
 */
const backspace = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type.name === "body") return false;
  return setBlockType(schema.nodes.body)(state, dispatch);
};

/**
 * @param {(now: string) => string | null} ask
 * @returns {Command}
 */
export function linkCommand(ask) {
  return (state, dispatch) => {
    if (state.selection.empty) return false;
    const { from, to } = state.selection;
    const { link } = schema.marks;
    const now = state.doc.resolve(from + 1).marks().find((mark) => mark.type === link)?.attrs.href ?? "";
    const address = ask(now)?.trim();
    if (address === undefined) return true;
    if (address === "") dispatch?.(state.tr.removeMark(from, to, link));
    else if (isSafeLink(address)) dispatch?.(state.tr.removeMark(from, to, link).addMark(from, to, link.create({ href: address })));
    return true;
  };
}

/**
 * @param {(now: string) => string | null} ask asks for the address of a link
 * @returns {Record<string, Command>}
 */
export function commands(ask) {
  return {
    "Mod-b": toggleMark(schema.marks.strong),
    "Mod-i": toggleMark(schema.marks.emphasis),
    "Mod-k": linkCommand(ask),
    "Mod-Alt-0": setBlockType(schema.nodes.body),
    "Mod-Alt-1": toggleRole("background"),
    "Mod-Alt-2": toggleRole("subhead"),
    "Mod-Alt-3": toggleRole("list-item"),
    "Mod-Alt-4": toggleRole("block-quote"),
    "Mod-Alt-5": toggleRole("note"),
    "Mod-z": undo,
    "Mod-y": redo,
    "Mod-Shift-z": redo,
  };
}

/** @param {(now: string) => string | null} ask */
export function keys(ask) {
  const signs = SIGNS.map(
    ([sign, role]) =>
      new InputRule(new RegExp(`^${sign}$`), (state, _, start, end) => {
        if (state.selection.$from.parent.type !== schema.nodes.body) return null;
        return state.tr.delete(start, end).setBlockType(start, start, schema.nodes[role]);
      }),
  );
  return [
    keymap(commands(ask)),
    keymap({ Enter: enter, "Shift-Enter": enter, Backspace: chainCommands(undoInputRule, backspace) }),
    keymap(baseKeymap),
    inputRules({ rules: signs }),
  ];
}
