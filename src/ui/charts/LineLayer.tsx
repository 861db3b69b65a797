/**
 * The lines themselves, drawn as one path each. recharts' own Line makes an element and a store entry per point;
 * with ten runs of a thousand epochs that takes longer than the interval between two updates.
 */
import { useXAxisScale, useYAxisScale } from 'recharts';
import { usePlotArea } from 'recharts';
import { useId } from 'react';
import type { ChartTheme } from './chartSettings';
import type { ChartLine } from './lines';
import { palettes, type Palette } from './palette';
import type { Point } from './points';
import { backgroundOpacity, colorOf, dashOf, markerPath } from './series';

interface LineLayerProps {
  lines: readonly ChartLine[];
  theme: ChartTheme;
}

/** Pixels between two markers of a line. */
const markerSpacing = 48;

export function LineLayer({ lines, theme }: LineLayerProps) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  const area = usePlotArea();
  const clip = useId();
  if (!x || !y || !area) return null;
  const palette = palettes[theme];
  const place = ({ x: px, y: py }: Point): Point | null => {
    const cx = x(px);
    const cy = y(py);
    // A logarithmic axis has no place for values at or below 0.
    return cx !== undefined && cy !== undefined && Number.isFinite(cx) && Number.isFinite(cy)
      ? { x: cx, y: cy }
      : null;
  };
  // The current run last, so that it lies on top.
  const ordered = [...lines].sort((a, b) => Number(a.strong) - Number(b.strong) || rank(a) - rank(b));
  return (
    <g>
      <clipPath id={clip}>
        {/* Markers and rings on the edge stay whole. */}
        <rect x={area.x - 8} y={area.y - 8} width={area.width + 16} height={area.height + 16} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {ordered.map((line) => (
          <OneLine
            key={line.key}
            line={line}
            places={
              line.role === 'level'
                ? level(place(line.drawn[0]!), area.x, area.x + area.width)
                : line.drawn.map(place).filter((p) => p !== null)
            }
            best={line.best && place(line.best)}
            color={colorOf(line.look, theme)}
            palette={palette}
          />
        ))}
      </g>
    </g>
  );
}

const order: ChartLine['role'][] = ['expected', 'raw', 'steps', 'level', 'main'];
const rank = (line: ChartLine) => order.indexOf(line.role);

const level = (at: Point | null, from: number, to: number): Point[] =>
  at
    ? [
        { x: from, y: at.y },
        { x: to, y: at.y },
      ]
    : [];

interface OneLineProps {
  line: ChartLine;
  places: Point[];
  best: Point | null;
  color: string;
  palette: Palette;
}

function OneLine({ line, places, best, color, palette }: OneLineProps) {
  if (places.length === 0) return null;
  const d = 'M' + places.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join('L');
  const normal = line.strong ? palette.lineWidth : palette.backgroundLineWidth;
  const size = palette.markerSize * (line.strong ? 1.15 : 0.9);
  switch (line.role) {
    case 'expected':
      // Wide and pale, so that a reproduced curve visibly runs inside it.
      return (
        <path
          d={d}
          fill="none"
          stroke={color}
          strokeWidth={palette.lineWidth * 3.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          opacity={0.25}
        />
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
}

/** Places at least `spacing` apart, the last one always among them. */
function spaced(places: readonly Point[], spacing: number): Point[] {
  const kept: Point[] = [];
  for (let i = places.length - 1; i >= 0; i--) {
    const last = kept.at(-1);
    if (!last || last.x - places[i]!.x >= spacing) kept.push(places[i]!);
  }
  return kept;
}
