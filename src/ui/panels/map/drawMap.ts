/** One picture of the map, drawn from scratch: a few milliseconds for thousands of points. */
import type { Palette } from '../../charts/palette';
import { placeLabels } from './placeLabels';
import { opaque, pixelOf, stampAt, type Raster, type Stamps } from './raster';
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
const fadedOpacity = 0.3 * opaque;

export interface MapPicture {
  context: CanvasRenderingContext2D;
  /** Of the whole canvas. */
  image: ImageData;
  /** In CSS pixels, and device pixels per CSS pixel. */
  size: Size;
  ratio: number;
  fontFamily: string;
}

export function drawMap(
  picture: MapPicture,
  view: Viewport,
  scene: MapScene,
  stamps: Stamps,
  ink: MapInk,
): void {
  const { context, image, ratio } = picture;
  drawPoints(image, ratio, view, scene, stamps, pixelOf(ink.background));
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.putImageData(image, 0, 0);
  if (scene.selected === null) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawRings(context, view, scene, stamps.side / ratio / 2, ink);
  drawLabels(picture, view, scene, ink);
}

function drawPoints(
  { data, width, height }: ImageData,
  ratio: number,
  view: Viewport,
  { x, y, classOf, shown, selected, near }: MapScene,
  stamps: Stamps,
  ground: number,
): void {
  const raster: Raster = { pixels: new Uint32Array(data.buffer), width, height };
  raster.pixels.fill(ground);
  const { side } = stamps;
  const draw = (point: number, opacity: number): void =>
    stampAt(
      raster,
      stamps,
      classOf[point]!,
      Math.round(screenX(view, x[point]!) * ratio - side / 2),
      Math.round(screenY(view, y[point]!) * ratio - side / 2),
      opacity,
    );
  const opacity = selected === null ? opaque : fadedOpacity;
  for (let point = 0; point < x.length; point++) if (shown[classOf[point]!]) draw(point, opacity);
  for (const point of near) draw(point, opaque);
  if (selected !== null) draw(selected, opaque);
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
  { context, size, fontFamily }: MapPicture,
  view: Viewport,
  { x, y, selected, near, labelOf }: MapScene,
  ink: MapInk,
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
