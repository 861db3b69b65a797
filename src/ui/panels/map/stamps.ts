/** The marker of each group, drawn once: thousands of points are then copies of a few small pictures. */
import type { ChartTheme } from '../../charts/chartSettings';
import { palettes } from '../../charts/palette';
import { colorOf, markerPath, type Look } from '../../charts/series';
import type { GenreClass } from './genreClasses';
import { pixelOf, type Stamps } from './raster';

/** Of items that belong to no genre: a cross that no genre has. */
const withoutGenre: Look = { color: 0, dash: 0, marker: 6 };
export const lookOrNone = (look: Look | null): Look => look ?? withoutGenre;

/** Samples of a pixel along each side, to tell how much of it a marker covers. */
const samples = 4;

/** @param radius in CSS pixels @param ratio device pixels per CSS pixel */
export function makeStamps(
  classes: readonly GenreClass[],
  theme: ChartTheme,
  radius: number,
  ratio: number,
): Stamps {
  // Triangles and crosses reach beyond their radius; one pixel for the rim.
  const side = 2 * Math.ceil((radius * 1.35 + 1) * ratio);
  const { background, muted } = palettes[theme];
  const ground = pixelOf(background);
  // A rim in the colour of the ground keeps points apart that overlap.
  const shapes = new Map<number, { inner: Float32Array; rim: Float32Array }>();
  const shapeOf = (look: Look) => {
    const shape = shapes.get(look.marker) ?? {
      inner: coverage(markerPath(look, radius * ratio), side),
      rim: coverage(markerPath(look, (radius + 1) * ratio), side),
    };
    shapes.set(look.marker, shape);
    return shape;
  };
  const pixels = new Uint32Array(classes.length * side * side);
  for (const [place, { look }] of classes.entries()) {
    const { inner, rim } = shapeOf(lookOrNone(look));
    const color = pixelOf(look ? colorOf(look, theme) : muted);
    for (const [at, filled] of inner.entries())
      pixels[place * side * side + at] = layered(color, filled, ground, rim[at]!);
  }
  return { side, pixels };
}

/**
 * The share of each pixel of a square that lies inside a path about its middle, 0..1. Asked of the canvas point by point:
 * what it has drawn cannot be read back in browsers that guard against fingerprinting.
 */
function coverage(pathData: string, side: number): Float32Array {
  const context = document.createElement('canvas').getContext('2d')!;
  const path = new Path2D(pathData);
  return Float32Array.from({ length: side * side }, (_, at) => {
    let inside = 0;
    for (let sample = 0; sample < samples * samples; sample++) {
      const x = (at % side) + ((sample % samples) + 0.5) / samples - side / 2;
      const y = Math.floor(at / side) + (Math.floor(sample / samples) + 0.5) / samples - side / 2;
      if (context.isPointInPath(path, x, y)) inside++;
    }
    return inside / (samples * samples);
  });
}

/** A pixel covered in part by one colour over another; both opaque where they are. */
function layered(over: number, overShare: number, under: number, underShare: number): number {
  const rest = underShare * (1 - overShare);
  const opacity = overShare + rest;
  if (opacity === 0) return 0;
  const channel = (shift: number): number => {
    const mixed = (((over >> shift) & 255) * overShare + ((under >> shift) & 255) * rest) / opacity;
    return Math.round(mixed) << shift;
  };
  return ((Math.round(255 * opacity) << 24) | channel(16) | channel(8) | channel(0)) >>> 0;
}
