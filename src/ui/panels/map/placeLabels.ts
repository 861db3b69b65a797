/** Where the names of highlighted points go, so that none covers another. */
import type { Size } from './viewport';

export interface LabelWish {
  /** The point, in pixels. */
  x: number;
  y: number;
  /** Of the text, in pixels. */
  width: number;
}

export interface PlacedLabel {
  /** Index of the wish. */
  wish: number;
  /** Left end and middle of the text. */
  x: number;
  y: number;
}

/** Pixels between point and text: the ring about the point lies in between. */
const gap = 13;

/**
 * Gives each label, in order, the first free place of: right, left, above, below its point. Those for which none is
 * free are left out, as are points outside the picture.
 * @param height of a line of text, in pixels
 */
export function placeLabels(wishes: readonly LabelWish[], height: number, size: Size): PlacedLabel[] {
  const placed: (PlacedLabel & { width: number })[] = [];
  for (const [wish, { x, y, width }] of wishes.entries()) {
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue;
    const above = (height + gap) / 1.5;
    const free = [
      { x: x + gap, y },
      { x: x - gap - width, y },
      { x: x - width / 2, y: y - above },
      { x: x - width / 2, y: y + above },
    ].find(
      (place) =>
        place.x >= 0 &&
        place.x + width <= size.width &&
        place.y >= height / 2 &&
        place.y <= size.height - height / 2 &&
        placed.every(
          (other) =>
            place.x + width < other.x ||
            other.x + other.width < place.x ||
            Math.abs(place.y - other.y) >= height,
        ),
    );
    if (free) placed.push({ wish, ...free, width });
  }
  return placed.map(({ wish, x, y }) => ({ wish, x, y }));
}
