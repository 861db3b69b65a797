/** Which key means what, and when a key belongs to the control that has the focus instead. */
export type Shortcut = 'play' | 'step' | 'restart' | 'copyLink' | 'help' | 'theme' | 'rail';

export const shortcutKeys: readonly { key: string; shown: string; does: Shortcut }[] = [
  { key: ' ', shown: 'Space', does: 'play' },
  { key: 's', shown: 'S', does: 'step' },
  { key: 'r', shown: 'R', does: 'restart' },
  { key: 'l', shown: 'L', does: 'copyLink' },
  { key: 't', shown: 'T', does: 'theme' },
  { key: 'e', shown: 'E', does: 'rail' },
  { key: '?', shown: '?', does: 'help' },
];

/** What of the focused element decides. */
export interface Focused {
  tag: string;
  role: string;
  /** The `type` of an input. */
  type: string;
  editable: boolean;
}

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
}

/** Roles that take letters for themselves: typed text, or the first letter of an option. */
const takesLetters = [
  'textbox',
  'searchbox',
  'combobox',
  'listbox',
  'option',
  'menu',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'spinbutton',
  'tree',
  'grid',
];

/** Roles that the space bar presses, besides those that take letters. */
const takesSpace = ['button', 'checkbox', 'switch', 'radio', 'tab', 'link', 'slider', 'treeitem', 'gridcell'];

const buttonLikeInputs = ['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'color', 'file'];

/** The shortcut a key stands for, or null when it belongs to the focused control or to the browser. */
export function shortcutFor(pressed: Pressed, focused: Focused): Shortcut | null {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat) return null;
  const shortcut = shortcutKeys.find(({ key }) => key === pressed.key.toLowerCase());
  if (!shortcut) return null;
  const tag = focused.tag.toLowerCase();
  const textInput = tag === 'input' && !buttonLikeInputs.includes(focused.type);
  if (focused.editable || textInput || tag === 'textarea' || tag === 'select') return null;
  if (takesLetters.includes(focused.role)) return null;
  const pressedBySpace =
    takesSpace.includes(focused.role) || ['button', 'a', 'input', 'summary'].includes(tag);
  return shortcut.key === ' ' && pressedBySpace ? null : shortcut.does;
}
