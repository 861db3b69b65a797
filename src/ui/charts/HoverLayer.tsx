/** Pointer and keyboard over a chart: moves the crosshair and marks the exact values there. */
import { useSyncExternalStore, type KeyboardEvent, type PointerEvent } from 'react';
import { useChartWidth, usePlotArea, useXAxisInverseScale, useXAxisScale, useYAxisScale } from 'recharts';
import { toldLines, type ChartModel } from './chartModel';
import type { ChartTheme } from './chartSettings';
import type { CrosshairStore } from './crosshair';
import { pointAt, type ChartLine } from './lines';
import { useModel } from './modelContext';
import { palettes } from './palette';
import { colorOf, markerPath } from './series';
import { describeValues, ValueBox, type Told } from './ValueBox';

interface HoverLayerProps {
  theme: ChartTheme;
  crosshair: CrosshairStore;
}

/** The place with a value nearest to `x`. */
function snap(lines: readonly ChartLine[], x: number): number | null {
  let nearest: number | null = null;
  for (const line of lines) {
    if (line.role === 'level') continue;
    const point = pointAt(line, x, Infinity);
    if (point && (nearest === null || Math.abs(point.x - x) < Math.abs(nearest - x))) nearest = point.x;
  }
  return nearest;
}

export function HoverLayer({ theme, crosshair }: HoverLayerProps) {
  const model = useModel();
  const area = usePlotArea();
  const invert = useXAxisInverseScale();
  if (!area || !invert) return null;
  const lines = toldLines(model);
  const moveTo = (x: number) => {
    const snapped = snap(lines, x);
    crosshair.set(snapped);
  };
  const onPointerMove = (event: PointerEvent<SVGRectElement>) => {
    const svg = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    const x = invert(event.clientX - svg.left);
    if (typeof x === 'number' && Number.isFinite(x)) moveTo(x);
  };
  const onKeyDown = (event: KeyboardEvent<SVGRectElement>) => {
    const places = [
      ...new Set(lines.flatMap((line) => (line.role === 'level' ? [] : line.exact.map((p) => p.x)))),
    ];
    places.sort((a, b) => a - b);
    if (places.length === 0) return;
    const at = crosshair.get();
    const here = at === null ? places.length - 1 : places.findLastIndex((x) => x <= at);
    const next = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: places.length - 1 }[event.key];
    if (event.key === 'Escape') crosshair.set(null);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(places[Math.min(Math.max(next, 0), places.length - 1)]!);
  };
  return (
    <CrosshairMarks
      model={model}
      lines={lines}
      theme={theme}
      crosshair={crosshair}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}

interface MarksProps extends HoverLayerProps {
  model: ChartModel;
  lines: ChartLine[];
  onPointerMove: (event: PointerEvent<SVGRectElement>) => void;
  onKeyDown: (event: KeyboardEvent<SVGRectElement>) => void;
}

/** All that depends on where the crosshair is; nothing else is drawn anew when it moves. */
function CrosshairMarks({ model, lines, theme, crosshair, onPointerMove, onKeyDown }: MarksProps) {
  const at = useSyncExternalStore(crosshair.subscribe, crosshair.get);
  const x = useXAxisScale();
  const y = useYAxisScale();
  const area = usePlotArea();
  const width = useChartWidth();
  if (!x || !y || !area || width === undefined) return null;
  const told: Told[] = lines.flatMap((line) => {
    const point = at === null ? null : pointAt(line, at, model.reach);
    return point ? [{ line, point }] : [];
  });
  const cx = at === null ? undefined : x(at);
  const inside = cx !== undefined && cx >= area.x - 1 && cx <= area.x + area.width + 1;
  const palette = palettes[theme];
  return (
    <g>
      {at !== null && inside && (
        <g pointerEvents="none" data-crosshair>
          <line x1={cx} x2={cx} y1={area.y} y2={area.y + area.height} stroke={palette.muted} />
          {told.map(({ line, point }) => {
            const py = y(point.y);
            if (py === undefined || !Number.isFinite(py)) return null;
            const px = line.role === 'level' ? cx : (x(point.x) ?? cx);
            return (
              <path
                key={line.key}
                d={markerPath(line.look, palette.markerSize * 1.4)}
                transform={`translate(${px} ${py})`}
                fill={colorOf(line.look, theme)}
                stroke={palette.background}
              />
            );
          })}
          <ValueBox at={at} cx={cx} told={told} model={model} theme={theme} width={width} area={area} />
        </g>
      )}
      <rect
        x={area.x}
        y={area.y}
        width={area.width}
        height={area.height}
        fill="transparent"
        tabIndex={0}
        role="slider"
        aria-label={`${model.title}: values at ${model.x.label}`}
        aria-valuemin={model.x.domain[0]}
        aria-valuemax={model.x.domain[1]}
        aria-valuenow={at ?? model.x.domain[0]}
        aria-valuetext={at !== null ? describeValues(at, told, model) : 'Arrow keys read out the values'}
        style={{ touchAction: 'pan-y', cursor: 'crosshair' }}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerMove}
        onPointerLeave={() => crosshair.set(null)}
        onKeyDown={onKeyDown}
        onBlur={() => crosshair.set(null)}
      />
    </g>
  );
}
