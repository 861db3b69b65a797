/** Walking over a square table by keys. */

export interface Cell {
  row: number;
  column: number;
}

const steps: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageUp: [-Infinity, 0],
  PageDown: [Infinity, 0],
};

/** The cell that a key leads to, at most the last in its direction; null for keys that lead nowhere. */
export function nextCell({ row, column }: Cell, key: string, size: number): Cell | null {
  const step = steps[key];
  if (!step) return null;
  const within = (place: number): number => Math.max(0, Math.min(size - 1, place));
  return { row: within(row + step[0]), column: within(column + step[1]) };
}
