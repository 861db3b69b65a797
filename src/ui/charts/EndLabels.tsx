/** Names at the ends of the lines, moved apart where they would cover each other. */
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { ChartTheme } from './chartSettings';
import { endNames } from './endNames';
import type { ChartLine } from './lines';
import { useModel } from './modelContext';
import { nudge } from './nudge';
import { palettes } from './palette';
import { colorOf, markerPath } from './series';

interface EndLabelsProps {
  theme: ChartTheme;
  /** Pixels right of the plot. */
  room: number;
}

export function EndLabels({ theme, room }: EndLabelsProps) {
  const { lines } = useModel();
  const x = useXAxisScale();
  const y = useYAxisScale();
  const area = usePlotArea();
  if (!x || !y || !area) return null;
  const { fontSize, ink, markerSize, muted } = palettes[theme];
  // Bold letters of a system font are about 0.6 em wide.
  const letters = Math.floor((room - 18 - markerSize * 2) / (fontSize * 0.6));
  if (letters < 5) return null;
  const gap = fontSize * 1.3;
  const right = area.x + area.width;
  const named = labelled(lines);
  const names = endNames(named.map((line) => line.name));
  const ends = named.flatMap((line, place) => {
    const label = line.role === 'expected' ? `${names[place]!}, sender` : names[place]!;
    const last = line.drawn.at(-1)!;
    const cx = line.role === 'level' ? right : x(last.x);
    const cy = y(last.y);
    return cx === undefined || cy === undefined || !Number.isFinite(cx + cy) ? [] : [{ line, label, cx, cy }];
  });
  // The current run keeps its label when there is no room for all.
  const fitting = Math.max(1, Math.floor(area.height / gap));
  const shown = [...ends].sort((a, b) => weight(b.line) - weight(a.line)).slice(0, fitting);
  const tops = nudge(
    shown.map((end) => end.cy),
    gap,
    area.y,
    area.y + area.height,
  );
  return (
    <g fontSize={fontSize}>
      {shown.map(({ line, label, cx, cy }, i) => (
        <g key={line.key}>
          <title>{line.role === 'expected' ? `${line.name}, sender` : line.name}</title>
          <path
            d={`M${Math.min(cx + markerSize * 2, right)},${cy}L${right + 2},${cy}L${right + 10},${tops[i]!}`}
            fill="none"
            stroke={muted}
            strokeWidth={0.75}
            opacity={0.5}
          />
          <path
            d={markerPath(line.look, markerSize)}
            transform={`translate(${right + 12 + markerSize} ${tops[i]!})`}
            fill={colorOf(line.look, theme)}
          />
          <text
            x={right + 17 + markerSize * 2}
            y={tops[i]!}
            dy="0.35em"
            fill={weight(line) === 2 ? ink : muted}
            fontWeight={weight(line) === 2 ? 600 : 400}
          >
            {shorten(label, letters)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Which label stays when there is no room for all: the current run's, those of runs here, those of the sender. */
const weight = (line: ChartLine): number => (line.role === 'expected' ? 0 : line.strong ? 2 : 1);

/**
 * One line per run: its epochs, the running mean while no epoch has ended, and the sender's curve of a run that has not
 * begun here. Beside a run that has, the band in its colour is named by it.
 */
function labelled(lines: readonly ChartLine[]): ChartLine[] {
  const named = lines.filter((line) => line.role === 'main' || line.role === 'level');
  const names = new Set(named.map((line) => line.name));
  const steps = lines.filter((line) => line.role === 'steps' && !names.has(line.name));
  const sent = lines.filter((line) => line.role === 'expected' && !names.has(line.name));
  return [...named, ...steps, ...sent].filter((line) => line.drawn.length > 0);
}

const shorten = (text: string, letters: number) =>
  text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
