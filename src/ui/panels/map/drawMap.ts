/** One picture of the map, drawn from scratch: a few milliseconds for thousands of points. */
import type { Palette } from '../../charts/palette';
import { placeLabels } from './placeLabels';
import type { Sprites } from './sprites';
import { screenX, screenY, type Size, type Viewport } from './viewport';

export interface MapScene {
  /** Places of the points in the plane. */
  x: Float32Array;
  y: Float32Array;
  /** The group of each point, and which groups are shown. */
  classOf: Uint8Array;
  shown: readonly boolean[];
  /** The chosen point and its neighbours, nearest first; they are drawn whatever their group. */
  selected: number | null;
  near: readonly number[];
  labelOf(point: number): string;
}

export type MapInk = Pick<Palette, 'background' | 'ink' | 'fontSize'>;

/** Of other points, while one is chosen. */
const fadedOpacity = 0.3;

/** @param ratio device pixels per CSS pixel */
export function drawMap(
  context: CanvasRenderingContext2D,
  size: Size,
  ratio: number,
  view: Viewport,
  scene: MapScene,
  sprites: Sprites,
  ink: MapInk,
  fontFamily: string,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = ink.background;
  context.fillRect(0, 0, Math.ceil(size.width * ratio), Math.ceil(size.height * ratio));
  const { x, y, classOf, shown, selected, near } = scene;
  const { image, side } = sprites;
  const right = size.width * ratio;
  const bottom = size.height * ratio;
  const stamp = (point: number): void => {
    // Whole device pixels: a marker between them would be blurred, and slower.
    const left = Math.round(screenX(view, x[point]!) * ratio - side / 2);
    const top = Math.round(screenY(view, y[point]!) * ratio - side / 2);
    if (left > -side && top > -side && left < right && top < bottom)
      context.drawImage(image, classOf[point]! * side, 0, side, side, left, top, side, side);
  };
  if (selected !== null) context.globalAlpha = fadedOpacity;
  for (let point = 0; point < x.length; point++) if (shown[classOf[point]!]) stamp(point);
  context.globalAlpha = 1;
  if (selected === null) return;
  for (const point of near) stamp(point);
  stamp(selected);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawRings(context, view, scene, side / ratio / 2, ink);
  drawLabels(context, size, view, scene, ink, fontFamily);
}

/** Circles about the chosen point and, thinner, about its neighbours. */
function drawRings(
  context: CanvasRenderingContext2D,
  view: Viewport,
  { x, y, selected, near }: MapScene,
  radius: number,
  ink: MapInk,
): void {
  for (const point of [...near, selected!]) {
    const isSelected = point === selected;
    context.beginPath();
    context.arc(
      screenX(view, x[point]!),
      screenY(view, y[point]!),
      radius + (isSelected ? 3 : 1),
      0,
      2 * Math.PI,
    );
    context.lineWidth = isSelected ? 3 : 1.5;
    context.strokeStyle = ink.ink;
    context.stroke();
  }
}

/** Names of the chosen point and its neighbours, as many as have room. */
function drawLabels(
  context: CanvasRenderingContext2D,
  size: Size,
  view: Viewport,
  { x, y, selected, near, labelOf }: MapScene,
  ink: MapInk,
  fontFamily: string,
): void {
  const font = `${ink.fontSize}px ${fontFamily}`;
  const points = [selected!, ...near];
  const names = points.map(labelOf);
  const setFont = (isSelected: boolean): void => {
    context.font = isSelected ? `600 ${font}` : font;
  };
  const wishes = points.map((point, place) => {
    setFont(place === 0);
    const { width } = context.measureText(names[place]!);
    return { x: screenX(view, x[point]!), y: screenY(view, y[point]!), width };
  });
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = ink.background;
  context.fillStyle = ink.ink;
  for (const { wish, ...place } of placeLabels(wishes, ink.fontSize * 1.25, size)) {
    setFont(wish === 0);
    // The ground around the letters keeps them readable over points.
    context.strokeText(names[wish]!, place.x, place.y);
    context.fillText(names[wish]!, place.x, place.y);
  }
}
