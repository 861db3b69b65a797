/** Every run of a sweep as a line across its settings to what came of it; pointer and arrow keys pick one. */
import { useElementSize } from '@mantine/hooks';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ChartTheme } from '../../charts/chartSettings';
import { palettes } from '../../charts/palette';
import classes from './Lab.module.css';
import { nearestLine, type ParallelAxis } from './parallelAxes';

export interface PlottedRun {
  key: string;
  /** Heights on the axes, 0 to 1, in their order. */
  heights: number[];
  /** All its values in words. */
  words: string;
}

interface ParallelPlotProps {
  label: string;
  axes: ParallelAxis[];
  /** The best first. */
  runs: PlottedRun[];
  theme: ChartTheme;
  /** What is told while none is picked. */
  hint: string;
  onOpen: (key: string) => void;
}

/** Between two axes, at least: room for ticks. */
const leastGap = 96;

export function ParallelPlot({ label, axes, runs, theme, hint, onOpen }: ParallelPlotProps) {
  const { ref, width } = useElementSize();
  const [picked, setPicked] = useState<number | null>(null);
  const palette = palettes[theme];
  const { fontSize, height } = palette;
  const margin = { top: fontSize * 3, bottom: fontSize, left: fontSize * 5.5, right: fontSize * 5 };
  const inner = Math.max(width - margin.left - margin.right, leastGap * (axes.length - 1));
  const gap = inner / Math.max(1, axes.length - 1);
  const plotHeight = height - margin.top - margin.bottom;
  const x = (axis: number): number => margin.left + axis * gap;
  const y = (share: number): number => margin.top + (1 - share) * plotHeight;
  const pathOf = (run: PlottedRun): string =>
    run.heights.map((share, axis) => `${axis === 0 ? 'M' : 'L'}${x(axis)},${y(share)}`).join('');
  const run = picked === null ? undefined : runs[picked];

  const onPointer = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const across = (event.clientX - box.left - margin.left) / gap;
    const share = 1 - (event.clientY - box.top - margin.top) / plotHeight;
    setPicked(
      nearestLine(
        runs.map(({ heights }) => heights),
        Math.min(axes.length - 1, Math.max(0, across)),
        share,
      ),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setPicked(null);
    if (event.key === 'Enter' && run) onOpen(run.key);
    const last = runs.length - 1;
    const next = {
      ArrowDown: picked === null ? 0 : Math.min(last, picked + 1),
      ArrowRight: picked === null ? 0 : Math.min(last, picked + 1),
      ArrowUp: Math.max(0, (picked ?? 0) - 1),
      ArrowLeft: Math.max(0, (picked ?? 0) - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || runs.length === 0) return;
    event.preventDefault();
    setPicked(next);
  };
  return (
    <>
      <div ref={ref} className={classes.plot} style={{ height: height + 12 }}>
        {width > 0 && (
          <svg
            width={margin.left + inner + margin.right}
            height={height}
            role="slider"
            tabIndex={0}
            aria-label={`${label}: runs from the best on`}
            aria-valuemin={1}
            aria-valuemax={Math.max(1, runs.length)}
            aria-valuenow={(picked ?? 0) + 1}
            aria-valuetext={run?.words ?? 'Arrow keys pick a run, Enter opens it'}
            style={{ display: 'block', touchAction: 'pan-x pan-y', cursor: 'pointer' }}
            onPointerMove={onPointer}
            onPointerDown={onPointer}
            onPointerLeave={() => setPicked(null)}
            onClick={() => run && onOpen(run.key)}
            onKeyDown={onKeyDown}
            onBlur={() => setPicked(null)}
          >
            {runs.toReversed().map((one, place) => {
              const rank = runs.length - 1 - place;
              return (
                <path
                  key={one.key}
                  d={pathOf(one)}
                  fill="none"
                  stroke={rank === 0 ? 'var(--page-accent)' : palette.muted}
                  strokeWidth={rank === 0 ? palette.lineWidth : palette.backgroundLineWidth}
                  strokeDasharray={rank === 0 ? undefined : '5 3'}
                  // The better, the stronger.
                  opacity={run ? 0.3 : rank === 0 ? 1 : 0.85 - (0.5 * rank) / runs.length}
                />
              );
            })}
            {run && (
              <path
                d={pathOf(run)}
                fill="none"
                stroke={picked === 0 ? 'var(--page-accent)' : palette.ink}
                strokeWidth={palette.lineWidth * 1.4}
              />
            )}
            {axes.map((axis, index) => (
              <Axis
                key={axis.label}
                axis={axis}
                theme={theme}
                x={x(index)}
                y={y}
                // Labels of the last axis stand outside, where no line crosses them.
                outside={index === axes.length - 1}
                room={index === axes.length - 1 ? 2 * margin.right : gap}
              />
            ))}
          </svg>
        )}
      </div>
      <div className={classes.told}>{run?.words ?? hint}</div>
    </>
  );
}

interface AxisProps {
  axis: ParallelAxis;
  theme: ChartTheme;
  x: number;
  y: (share: number) => number;
  outside: boolean;
  /** Pixels for its label. */
  room: number;
}

/** About so wide is a letter, in font sizes. */
const letter = 0.56;

/** Words on two lines that fit the room, cut at a space. */
function twoLines(words: string, letters: number): [string, string] {
  if (words.length <= letters) return ['', words];
  const at = words.lastIndexOf(' ', letters);
  return at < 0 ? ['', words] : [words.slice(0, at), words.slice(at + 1)];
}

function Axis({ axis, theme, x, y, outside, room }: AxisProps) {
  const { ink, muted, fontSize, background } = palettes[theme];
  const [above, below] = twoLines(axis.label, Math.floor(room / (fontSize * letter)));
  const side = outside ? 1 : -1;
  return (
    <g pointerEvents="none">
      <text x={x} y={fontSize} fontSize={fontSize} fontWeight={600} fill={ink} textAnchor="middle">
        {above}
      </text>
      <text x={x} y={fontSize * 2.2} fontSize={fontSize} fontWeight={600} fill={ink} textAnchor="middle">
        {below}
      </text>
      <line x1={x} x2={x} y1={y(0)} y2={y(1)} stroke={muted} />
      {axis.ticks.map(({ at, text }) => (
        <g key={text} transform={`translate(${x} ${y(at)})`}>
          <line x2={4 * side} stroke={muted} />
          <text
            x={7 * side}
            dy="0.35em"
            fontSize={fontSize}
            fill={muted}
            textAnchor={outside ? 'start' : 'end'}
            // A halo of the ground, so that lines behind do not cross out the numbers.
            stroke={background}
            strokeWidth={3}
            paintOrder="stroke"
            style={{ fontVariantNumeric: 'tabular-nums' }}
          >
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}
