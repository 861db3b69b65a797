/** Which part of the plane the map shows, and how large. */

/** A point (x, y) of the plane stands at `left + x · scale`, `top - y · scale` in CSS pixels: y goes up. */
export interface Viewport {
  /** Pixels per unit. */
  scale: number;
  left: number;
  top: number;
}

export interface Size {
  width: number;
  height: number;
}

export const screenX = (view: Viewport, x: number): number => view.left + x * view.scale;
export const screenY = (view: Viewport, y: number): number => view.top - y * view.scale;
export const planeX = (view: Viewport, sx: number): number => (sx - view.left) / view.scale;
export const planeY = (view: Viewport, sy: number): number => (view.top - sy) / view.scale;

/** Pixels left free around all points. */
const margin = 24;
/** Against the view of everything. */
const zoomLimits = { least: 0.5, most: 200 };

/** Shows all points, as large as they go. */
export function fitAll(x: Float32Array, y: Float32Array, { width, height }: Size): Viewport {
  const across = extent(x);
  const up = extent(y);
  const room = (size: number) => Math.max(1, size - 2 * margin);
  // All points in one place still need a scale.
  const scale = Math.min(room(width) / (across.span || 1), room(height) / (up.span || 1));
  return { scale, left: width / 2 - across.middle * scale, top: height / 2 + up.middle * scale };
}

function extent(values: Float32Array): { span: number; middle: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length === 0 ? { span: 0, middle: 0 } : { span: high - low, middle: (low + high) / 2 };
}

/** Makes all larger by `factor`, the point at (sx, sy) staying where it is. `whole`: the view of everything. */
export function zoomAt(view: Viewport, factor: number, sx: number, sy: number, whole: Viewport): Viewport {
  const wanted = view.scale * factor;
  const scale = Math.min(Math.max(wanted, whole.scale * zoomLimits.least), whole.scale * zoomLimits.most);
  return { scale, left: sx - planeX(view, sx) * scale, top: sy + planeY(view, sy) * scale };
}

export const pan = (view: Viewport, dx: number, dy: number): Viewport => ({
  ...view,
  left: view.left + dx,
  top: view.top + dy,
});

/** Brings a point into the middle, at `scale` or as large as it is. */
export function centreOn(view: Viewport, x: number, y: number, scale: number, size: Size): Viewport {
  const larger = Math.max(view.scale, scale);
  return { scale: larger, left: size.width / 2 - x * larger, top: size.height / 2 + y * larger };
}
