/**
 * The lines themselves, drawn as one path each. recharts' own Line makes an element and a store entry per point;
 * with ten runs of a thousand epochs that takes longer than the interval between two updates.
 */
import { memo, useId } from 'react';
import { usePlotArea, type PlotArea } from 'recharts';
import type { ChartTheme } from './chartSettings';
import type { Axis } from './epochAxis';
import type { ChartLine } from './lines';
import { useModel } from './modelContext';
import { palettes } from './palette';
import type { Point } from './points';
import { project } from './projection';
import { backgroundOpacity, colorOf, dashOf, markerPath } from './series';

interface LineLayerProps {
  theme: ChartTheme;
}

/** Pixels between two markers of a line. */
const markerSpacing = 48;

export function LineLayer({ theme }: LineLayerProps) {
  const model = useModel();
  const area = usePlotArea();
  const clip = useId();
  if (!area) return null;
  // The current run last, so that it lies on top.
  const ordered = [...model.lines].sort(
    (a, b) => Number(a.strong) - Number(b.strong) || order.indexOf(a.role) - order.indexOf(b.role),
  );
  return (
    <g>
      <clipPath id={clip}>
        {/* Markers and rings on the edge stay whole. */}
        <rect x={area.x - 12} y={area.y - 12} width={area.width + 24} height={area.height + 24} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {ordered.map((line) => (
          <OneLine key={line.key} line={line} x={model.x} y={model.y} area={area} theme={theme} />
        ))}
      </g>
    </g>
  );
}

const order: ChartLine['role'][] = ['expected', 'raw', 'steps', 'level', 'main'];

interface OneLineProps {
  line: ChartLine;
  x: Axis;
  y: Axis;
  area: PlotArea;
  theme: ChartTheme;
}

const sameAxis = (a: Axis, b: Axis) =>
  a.scale === b.scale && a.domain[0] === b.domain[0] && a.domain[1] === b.domain[1];

/** While one run goes on, the lines of the others are drawn anew only when an axis or the room changes. */
const isSame = (a: OneLineProps, b: OneLineProps) =>
  a.line === b.line &&
  a.theme === b.theme &&
  sameAxis(a.x, b.x) &&
  sameAxis(a.y, b.y) &&
  a.area.x === b.area.x &&
  a.area.y === b.area.y &&
  a.area.width === b.area.width &&
  a.area.height === b.area.height;

const OneLine = memo(function OneLine({ line, x, y, area, theme }: OneLineProps) {
  const palette = palettes[theme];
  const color = colorOf(line.look, theme);
  const place = (point: Point) => project(point, x, y, area);
  const measured = line.drawn.map(place).filter((p) => p !== null);
  if (measured.length === 0) return null;
  const places =
    line.role === 'level'
      ? [area.x, area.x + area.width].map((px) => ({ x: px, y: measured[0]!.y }))
      : measured;
  const best = line.best && place(line.best);
  const d = 'M' + places.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join('L');
  const normal = line.strong ? palette.lineWidth : palette.backgroundLineWidth;
  const size = palette.markerSize * (line.strong ? 1.15 : 0.9);
  switch (line.role) {
    case 'expected':
      // Wide and pale, so that a reproduced curve visibly runs inside it; dash and markers tell it from its neighbours.
      return (
        <g>
          <path
            d={d}
            fill="none"
            stroke={color}
            strokeWidth={palette.lineWidth * 3.5}
            strokeLinecap="round"
            strokeLinejoin="round"
            opacity={0.25}
          />
          <path
            d={d}
            fill="none"
            stroke={color}
            strokeWidth={1.25}
            strokeDasharray={dashOf(line.look) || '4 3'}
          />
          {spaced(places, markerSpacing).map((p) => (
            <path
              key={p.x}
              d={markerPath(line.look, size)}
              transform={`translate(${p.x.toFixed(1)} ${p.y.toFixed(1)})`}
              fill={palette.background}
              stroke={color}
              strokeWidth={1.25}
            />
          ))}
        </g>
      );
    case 'raw':
      return <path d={d} fill="none" stroke={color} strokeWidth={1} opacity={0.35} />;
    case 'steps':
      return (
        <path d={d} fill="none" stroke={color} strokeWidth={normal * 0.5} opacity={line.strong ? 0.6 : 0.4} />
      );
    default:
      return (
        <g opacity={line.strong ? 1 : backgroundOpacity}>
          <path
            d={d}
            fill="none"
            stroke={color}
            strokeWidth={normal}
            strokeLinejoin="round"
            strokeDasharray={dashOf(line.look)}
          />
          {spaced(places, line.role === 'level' ? Infinity : markerSpacing).map((p) => (
            <path
              key={p.x}
              d={markerPath(line.look, size)}
              transform={`translate(${p.x.toFixed(1)} ${p.y.toFixed(1)})`}
              fill={color}
            />
          ))}
          {best && (
            <circle
              cx={best.x}
              cy={best.y}
              r={size * 2.1}
              fill="none"
              stroke={color}
              strokeWidth={normal * 0.6}
            />
          )}
        </g>
      );
  }
}, isSame);

/** Places at least `spacing` apart, counted from the first, so that they stay while the line grows; and the last. */
function spaced(places: readonly Point[], spacing: number): Point[] {
  const kept: Point[] = [];
  for (const place of places) {
    const before = kept.at(-1);
    if (!before || place.x - before.x >= spacing) kept.push(place);
  }
  const last = places.at(-1)!;
  return kept.includes(last) ? kept : [...kept, last];
}
