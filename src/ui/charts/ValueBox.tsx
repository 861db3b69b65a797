/** The exact values at the crosshair: beside the line, the highest first; and the same as a sentence. */
import type { PlotArea } from 'recharts';
import type { ChartModel } from './chartModel';
import type { ChartTheme } from './chartSettings';
import { formatMetric } from './formatMetric';
import type { ChartLine } from './lines';
import { palettes } from './palette';
import type { Point } from './points';
import { colorOf, markerPath } from './series';

export interface Told {
  line: ChartLine;
  point: Point;
}

interface ValueBoxProps {
  at: number;
  cx: number;
  told: Told[];
  model: ChartModel;
  theme: ChartTheme;
  width: number;
  area: PlotArea;
}

export function ValueBox({ at, cx, told, model, theme, width, area }: ValueBoxProps) {
  const { background, fontSize, ink, muted } = palettes[theme];
  const rowHeight = fontSize * 1.4;
  const fitting = Math.max(1, Math.floor(area.height / rowHeight) - 1);
  const rows = [...told]
    .sort((a, b) => Number(b.line.strong) - Number(a.line.strong) || b.point.y - a.point.y)
    .slice(0, fitting)
    .sort((a, b) => b.point.y - a.point.y);
  const nameLetters = Math.min(26, Math.max(8, ...rows.map(({ line }) => label(line).length)));
  const boxWidth = Math.min((nameLetters + 9) * fontSize * 0.58 + 28, width - 8);
  const letters = Math.floor((boxWidth - 28) / (fontSize * 0.58)) - 9;
  const left = cx + 12 + boxWidth <= width ? cx + 12 : Math.max(4, cx - 12 - boxWidth);
  return (
    <g
      transform={`translate(${left} ${area.y})`}
      fontSize={fontSize}
      style={{ fontVariantNumeric: 'tabular-nums' }}
    >
      <rect
        width={boxWidth}
        height={rowHeight * (rows.length + 1) + 10}
        rx={4}
        fill={background}
        stroke={muted}
        strokeWidth={0.75}
        opacity={0.96}
      />
      <text x={8} y={rowHeight} fill={muted}>
        {placeName(at, model)}
      </text>
      {rows.map(({ line, point }, i) => (
        <g key={line.key} transform={`translate(0 ${rowHeight * (i + 2)})`}>
          <path
            d={markerPath(line.look, 4)}
            transform={`translate(13 ${-fontSize * 0.35})`}
            fill={colorOf(line.look, theme)}
          />
          <text x={24} fill={ink} fontWeight={line.strong ? 600 : 400}>
            {label(line).slice(0, Math.max(letters, 4))}
          </text>
          <text x={boxWidth - 8} textAnchor="end" fill={ink} fontWeight={line.strong ? 600 : 400}>
            {formatMetric(point.y)}
          </text>
        </g>
      ))}
    </g>
  );
}

const label = (line: ChartLine) => (line.role === 'expected' ? `${line.name} (link)` : line.name);

/** "Epoch 3", "12.4 s". A place inside an epoch has two decimals. */
function placeName(x: number, model: ChartModel): string {
  if (model.x.label.startsWith('Time')) return `${formatMetric(x)} s`;
  return `${model.x.label} ${Number.isInteger(x) ? x : x.toFixed(2)}`;
}

/** For screen readers: "Epoch 3: MF 0.1936, NeuMF 0.2010". */
export function describeValues(x: number, told: readonly Told[], model: ChartModel): string {
  const values = told.map(({ line, point }) => `${label(line)} ${formatMetric(point.y)}`);
  return `${placeName(x, model)}: ${values.join(', ')}`;
}
