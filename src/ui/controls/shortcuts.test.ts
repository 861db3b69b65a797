import { describe, expect, it } from 'vitest';
import { shortcutFor, type Focused, type Pressed } from './shortcuts';

const body: Focused = { tag: 'BODY', role: '', type: '', editable: false };
const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});

describe('shortcutFor', () => {
  it('knows its keys, in either case', () => {
    expect(shortcutFor(press(' '), body)).toBe('play');
    expect(shortcutFor(press('S'), body)).toBe('step');
    expect(shortcutFor(press('?'), body)).toBe('help');
    expect(shortcutFor(press('q'), body)).toBeNull();
  });

  it.each<[string, Partial<Focused>]>([
    ['a text field', { tag: 'INPUT', type: 'text' }],
    ['a text area', { tag: 'TEXTAREA' }],
    ['a select', { tag: 'SELECT' }],
    ['editable text', { tag: 'DIV', editable: true }],
    ['an open menu', { tag: 'BUTTON', role: 'menuitem' }],
  ])('leaves every key to %s', (_, focused) => {
    expect(shortcutFor(press('s'), { ...body, ...focused })).toBeNull();
    expect(shortcutFor(press(' '), { ...body, ...focused })).toBeNull();
  });

  it.each<[string, Partial<Focused>]>([
    ['a button', { tag: 'BUTTON', type: 'button' }],
    ['a checkbox', { tag: 'INPUT', type: 'checkbox' }],
    ['a tab', { tag: 'BUTTON', role: 'tab' }],
    ['a fold', { tag: 'SUMMARY' }],
  ])('leaves the space bar to %s, but not the letters', (_, focused) => {
    expect(shortcutFor(press(' '), { ...body, ...focused })).toBeNull();
    expect(shortcutFor(press('s'), { ...body, ...focused })).toBe('step');
  });

  it('leaves combinations to the browser and ignores held keys', () => {
    expect(shortcutFor(press('r', { ctrlKey: true }), body)).toBeNull();
    expect(shortcutFor(press('l', { metaKey: true }), body)).toBeNull();
    expect(shortcutFor(press(' ', { repeat: true }), body)).toBeNull();
  });
});
