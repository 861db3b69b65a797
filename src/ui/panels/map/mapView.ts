/** The canvas of the map: what it shows, drawn when something changed and at most once a frame, and what is done to it. */
import { drawMap, type MapInk, type MapScene } from './drawMap';
import { PointGrid } from './pointGrid';
import type { Stamps } from './raster';
import {
  centreOn,
  fitAll,
  pan,
  planeX,
  planeY,
  screenX,
  screenY,
  zoomAt,
  type Size,
  type Viewport,
} from './viewport';

export interface HoveredPoint {
  point: number;
  /** Where it stands on the canvas, in CSS pixels. */
  x: number;
  y: number;
  /** Whether it stands in the right and in the lower half. */
  isRight: boolean;
  isLow: boolean;
}

export interface MapEvents {
  onHover(hovered: HoveredPoint | null): void;
  /** Null: the ground was clicked. */
  onChoose(point: number | null): void;
}

/** All that is drawn, but the view. */
export interface MapContent {
  scene: MapScene;
  ink: MapInk;
  /** Radius of a marker in the view of everything, in CSS pixels. */
  radius: number;
  makeStamps(radius: number, ratio: number): Stamps;
}

/** A press that moves less than this is a click. */
const clickPixels = 4;
/** How far from a point the pointer still means it; a finger covers more. */
const reach = { mouse: 8, touch: 20 };
/** Of the wheel, per pixel that it turns. */
const wheelSpeed = 0.0016;
/** Of what is found by name, against the view of everything. */
const focusZoom = 3;

export class MapView {
  private content: MapContent | null = null;
  private grid: PointGrid | null = null;
  private stamps: (Stamps & { radius: number; ratio: number; make: MapContent['makeStamps'] }) | null = null;
  private image: ImageData | null = null;
  private size: Size = { width: 0, height: 0 };
  private whole: Viewport = { scale: 1, left: 0, top: 0 };
  private view: Viewport = this.whole;
  private frame = 0;
  /** Pressed mouse buttons and fingers, where they are now. */
  private readonly pressed = new Map<number, { x: number; y: number }>();
  private moved = 0;
  private hovered: number | null = null;
  private readonly fontFamily: string;
  private readonly observer: ResizeObserver;
  private readonly ended = new AbortController();

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly events: MapEvents,
  ) {
    this.fontFamily = getComputedStyle(canvas).fontFamily;
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(canvas);
    const { signal } = this.ended;
    canvas.addEventListener('pointerdown', this.onDown, { signal });
    canvas.addEventListener('pointermove', this.onMove, { signal });
    canvas.addEventListener('pointerup', this.onUp, { signal });
    canvas.addEventListener('pointercancel', this.onUp, { signal });
    canvas.addEventListener('pointerleave', () => this.hover(null), { signal });
    canvas.addEventListener('wheel', this.onWheel, { signal, passive: false });
  }

  /** Shows something else. Other points bring the view of everything back. */
  show(content: MapContent): void {
    const before = this.content?.scene;
    this.content = content;
    const { x, y } = content.scene;
    if (before?.x !== x) {
      this.grid = new PointGrid(x, y);
      this.fit();
    }
    this.draw();
  }

  fit(): void {
    if (!this.content) return;
    this.whole = fitAll(this.content.scene.x, this.content.scene.y, this.size);
    this.look(this.whole);
  }

  /** About the middle, or about a place on the canvas. */
  zoom(factor: number, x = this.size.width / 2, y = this.size.height / 2): void {
    this.look(zoomAt(this.view, factor, x, y, this.whole));
  }

  /** By shares of the picture. */
  panBy(across: number, up: number): void {
    this.look(pan(this.view, -across * this.size.width, up * this.size.height));
  }

  focus(point: number): void {
    if (!this.content) return;
    const { x, y } = this.content.scene;
    this.look(centreOn(this.view, x[point]!, y[point]!, this.whole.scale * focusZoom, this.size));
  }

  end(): void {
    this.ended.abort();
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
  }

  private look(view: Viewport): void {
    this.view = view;
    this.hover(null);
    this.draw();
  }

  private draw(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.drawNow();
    });
  }

  private drawNow(): void {
    const context = this.canvas.getContext('2d');
    if (!this.content || !context || !this.image) return;
    const ratio = this.canvas.width / this.size.width;
    const { scene, ink } = this.content;
    const picture = { context, image: this.image, size: this.size, ratio, fontFamily: this.fontFamily };
    drawMap(picture, this.view, scene, this.stampsOf(this.content, ratio), ink);
  }

  /** Markers grow a little with the map; they are made again when their size changes by half a pixel. */
  private stampsOf({ radius, makeStamps }: MapContent, ratio: number): Stamps {
    const grown = radius * Math.min(2, Math.max(1, (this.view.scale / this.whole.scale) ** 0.3));
    const stamped = Math.round(grown * 2) / 2;
    const { stamps } = this;
    if (stamps?.radius === stamped && stamps.ratio === ratio && stamps.make === makeStamps) return stamps;
    this.stamps = { ...makeStamps(stamped, ratio), radius: stamped, ratio, make: makeStamps };
    return this.stamps;
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === this.size.width && height === this.size.height) return;
    const { scale } = this.whole;
    const middle = pan(this.view, (width - this.size.width) / 2, (height - this.size.height) / 2);
    this.size = { width, height };
    this.canvas.width = Math.round(width * devicePixelRatio);
    this.canvas.height = Math.round(height * devicePixelRatio);
    const isSeen = this.canvas.width > 0 && this.canvas.height > 0;
    this.image = isSeen ? new ImageData(this.canvas.width, this.canvas.height) : null;
    if (!this.content) return;
    const { x, y } = this.content.scene;
    this.whole = fitAll(x, y, this.size);
    // The same part of the map, as large as it now goes.
    this.view = zoomAt(middle, this.whole.scale / scale, width / 2, height / 2, this.whole);
    // A canvas that changes its size is blank until it is drawn.
    this.drawNow();
  }

  private place(event: MouseEvent): { x: number; y: number } {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private pointAt({ x, y }: { x: number; y: number }, pointerType: string): number | null {
    if (!this.grid || !this.content) return null;
    const { classOf, shown, selected, near } = this.content.scene;
    const pixels = pointerType === 'mouse' ? reach.mouse : reach.touch;
    const { view } = this;
    const found = this.grid.nearest(
      planeX(view, x),
      planeY(view, y),
      pixels / view.scale,
      (point) => shown[classOf[point]!]! || point === selected || near.includes(point),
    );
    return found < 0 ? null : found;
  }

  private hover(point: number | null): void {
    if (point === this.hovered || !this.content) return;
    this.hovered = point;
    this.canvas.style.cursor = point === null ? 'grab' : 'pointer';
    if (point === null) {
      this.events.onHover(null);
      return;
    }
    const x = screenX(this.view, this.content.scene.x[point]!);
    const y = screenY(this.view, this.content.scene.y[point]!);
    const { width, height } = this.size;
    this.events.onHover({ point, x, y, isRight: x > width / 2, isLow: y > height / 2 });
  }

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    if (this.pressed.size === 0) this.moved = 0;
    this.pressed.set(event.pointerId, this.place(event));
  };

  private readonly onMove = (event: PointerEvent): void => {
    const now = this.place(event);
    const before = this.pressed.get(event.pointerId);
    if (!before) {
      if (event.pointerType === 'mouse') this.hover(this.pointAt(now, 'mouse'));
      return;
    }
    this.moved += Math.hypot(now.x - before.x, now.y - before.y);
    this.pressed.set(event.pointerId, now);
    if (this.moved < clickPixels) return;
    const [other] = [...this.pressed].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    if (!other) {
      this.look(pan(this.view, now.x - before.x, now.y - before.y));
      return;
    }
    // Two fingers: what lies between them stays between them.
    const spread = Math.hypot(now.x - other.x, now.y - other.y);
    const spreadBefore = Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    const moved = pan(this.view, (now.x - before.x) / 2, (now.y - before.y) / 2);
    this.look(zoomAt(moved, spread / spreadBefore, (now.x + other.x) / 2, (now.y + other.y) / 2, this.whole));
  };

  private readonly onUp = (event: PointerEvent): void => {
    if (!this.pressed.delete(event.pointerId)) return;
    const isClick = event.type === 'pointerup' && this.moved < clickPixels && this.pressed.size === 0;
    if (isClick) this.events.onChoose(this.pointAt(this.place(event), event.pointerType));
  };

  private readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { x, y } = this.place(event);
    // Some browsers count lines instead of pixels.
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    this.zoom(Math.exp(-pixels * wheelSpeed), x, y);
  };
}
