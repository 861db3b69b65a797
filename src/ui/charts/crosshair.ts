/** The one crosshair that all charts with the same horizontal axis show. Kept outside React state, so that moving
 * it draws nothing anew but the crosshair itself. */
export interface Crosshair {
  x: number;
  /** Which chart the pointer or the keyboard is in. */
  chartId: string;
}

export interface CrosshairStore {
  get(): Crosshair | null;
  set(next: Crosshair | null): void;
  subscribe(listener: () => void): () => void;
}

export function createCrosshair(): CrosshairStore {
  let current: Crosshair | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(next) {
      if (next?.x === current?.x && next?.chartId === current?.chartId) return;
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
