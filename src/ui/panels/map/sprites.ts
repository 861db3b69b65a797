/** The marker of each group drawn once, to be stamped for every point: thousands of them fit in a frame. */
import type { ChartTheme } from '../../charts/chartSettings';
import { palettes } from '../../charts/palette';
import { colorOf, markerPath, type Look } from '../../charts/series';
import type { GenreClass } from './genreClasses';

export interface Sprites {
  image: HTMLCanvasElement;
  /** Side of one marker's square in device pixels; that of class c begins at x = c · side. */
  side: number;
}

/** Of items that belong to no genre: a cross that no genre has. */
const withoutGenre: Look = { color: 0, dash: 0, marker: 6 };
export const lookOrNone = (look: Look | null): Look => look ?? withoutGenre;

/** @param radius in CSS pixels @param ratio device pixels per CSS pixel */
export function makeSprites(
  classes: readonly GenreClass[],
  theme: ChartTheme,
  radius: number,
  ratio: number,
): Sprites {
  // Triangles and crosses reach beyond their radius; one pixel for the rim.
  const side = 2 * Math.ceil((radius * 1.35 + 1) * ratio);
  const image = document.createElement('canvas');
  image.width = Math.max(1, side * classes.length);
  image.height = side;
  const context = image.getContext('2d')!;
  for (const [place, { look }] of classes.entries()) {
    context.setTransform(ratio, 0, 0, ratio, (place + 0.5) * side, side / 2);
    const path = new Path2D(markerPath(lookOrNone(look), radius));
    // A rim in the colour of the ground keeps points apart that overlap.
    context.strokeStyle = palettes[theme].background;
    context.lineWidth = 1;
    context.stroke(path);
    context.fillStyle = look ? colorOf(look, theme) : palettes[theme].muted;
    context.fill(path);
  }
  return { image, side };
}
