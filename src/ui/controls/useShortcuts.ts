/** Listens for the keys of the page. */
import { useEffect } from 'react';
import { shortcutFor, type Shortcut } from './shortcuts';

export function useShortcuts(actions: Record<Shortcut, () => void>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      const shortcut = shortcutFor(event, {
        tag: target.tagName,
        role: target.getAttribute('role') ?? '',
        type: target.getAttribute('type') ?? '',
        editable: target.isContentEditable,
      });
      if (!shortcut) return;
      event.preventDefault();
      actions[shortcut]();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [actions, enabled]);
}
