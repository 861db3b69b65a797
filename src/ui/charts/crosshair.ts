/**
 * The one crosshair that all charts with the same horizontal axis show. Kept outside React state, so that moving it
 * draws nothing anew but the crosshair itself.
 */
export interface CrosshairStore {
  /** Place on the horizontal axis; null while there is no crosshair. */
  get(): number | null;
  set(next: number | null): void;
  subscribe(listener: () => void): () => void;
}

export function createCrosshair(): CrosshairStore {
  let current: number | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(next) {
      if (next === current) return;
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
