/** From the units of the axes to pixels. */
import type { PlotArea } from 'recharts';
import type { AxisScale } from './ticks';
import type { Point } from './points';

/** Where a point stands in the plot area; null where the scale has no place for it (0 on a logarithmic axis). */
export function project(point: Point, x: AxisScale, y: AxisScale, area: PlotArea): Point | null {
  const across = share(point.x, x);
  const up = share(point.y, y);
  if (!Number.isFinite(across) || !Number.isFinite(up)) return null;
  return { x: area.x + across * area.width, y: area.y + (1 - up) * area.height };
}

/** 0 at the start of the axis, 1 at its end; beyond where the value lies outside. */
function share(value: number, { scale, domain: [from, to] }: AxisScale): number {
  return scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
}
