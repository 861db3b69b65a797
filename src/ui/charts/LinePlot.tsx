/** The drawing of one chart: axes and grid by recharts, lines and labels over them. */
import { memo } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import { sameAxes, type ChartModel } from './chartModel';
import { ModelContext } from './modelContext';
import type { ChartTheme } from './chartSettings';
import type { CrosshairStore } from './crosshair';
import { EndLabels } from './EndLabels';
import { formatMetric } from './formatMetric';
import { HoverLayer } from './HoverLayer';
import { LineLayer } from './LineLayer';
import { palettes } from './palette';
import { ReferenceLayer } from './ReferenceLayer';

interface LinePlotProps {
  model: ChartModel;
  theme: ChartTheme;
  /** Pixels. */
  width: number;
  crosshair: CrosshairStore;
}

/** Axis ticks: short, without the trailing zeros that values in tables keep. */
function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000 || (size > 0 && size < 0.001)) return value.toExponential(0).replace('e+', 'e');
  return size >= 1000 ? formatMetric(value) : String(Number(value.toPrecision(4)));
}

/** Room for the labels at the line ends: a fifth of the chart, none where it is too narrow to read them. */
export function labelRoom(width: number, fontSize: number): number {
  return width < fontSize * 32 ? 12 : Math.min(fontSize * 13, width * 0.26);
}

/** The chart; its parts read the model by themselves, so that new values leave axes and grid alone. */
export function LinePlot(props: LinePlotProps) {
  return (
    <ModelContext value={props.model}>
      <Frame {...props} />
    </ModelContext>
  );
}

const isSameFrame = (a: LinePlotProps, b: LinePlotProps) =>
  sameAxes(a.model, b.model) && a.theme === b.theme && a.width === b.width && a.crosshair === b.crosshair;

const Frame = memo(function Frame({ model, theme, width, crosshair }: LinePlotProps) {
  const palette = palettes[theme];
  const { fontSize } = palette;
  const tick = { fill: palette.muted, fontSize, style: { fontVariantNumeric: 'tabular-nums' } };
  const axisLine = { stroke: palette.muted };
  const title = { fill: palette.muted, fontSize };
  const right = labelRoom(width, fontSize);
  return (
    <LineChart
      width={width}
      height={palette.height}
      margin={{ top: fontSize, right, bottom: 0, left: 0 }}
      // The hover layer answers to pointer and keyboard, for exact values and one crosshair across charts.
      accessibilityLayer={false}
      style={{ fontFamily: 'inherit' }}
    >
      <CartesianGrid stroke={palette.grid} vertical={false} />
      <XAxis
        type="number"
        dataKey="x"
        scale={model.x.scale}
        domain={model.x.domain}
        ticks={model.x.ticks}
        interval="equidistantPreserveStart"
        allowDataOverflow
        tick={tick}
        tickFormatter={formatTick}
        axisLine={axisLine}
        tickLine={axisLine}
        height={fontSize * 3.4}
        label={{ ...title, value: model.x.label, position: 'insideBottom', offset: fontSize * 0.45 }}
      />
      <YAxis
        type="number"
        scale={model.y.scale}
        domain={model.y.domain}
        ticks={model.y.ticks}
        interval={0}
        allowDataOverflow
        width={fontSize * 5.75}
        tick={tick}
        tickFormatter={formatTick}
        axisLine={axisLine}
        tickLine={axisLine}
        label={{
          ...title,
          value: model.y.label,
          angle: -90,
          position: 'insideLeft',
          offset: fontSize,
          style: { textAnchor: 'middle' },
        }}
      />
      <ReferenceLayer palette={palette} />
      <LineLayer theme={theme} />
      <EndLabels theme={theme} room={right} />
      <HoverLayer theme={theme} crosshair={crosshair} />
    </LineChart>
  );
}, isSameFrame);
