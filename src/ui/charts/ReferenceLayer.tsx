/**
 * Dotted lines across a chart: the oracle and published values. What they are stands under the chart. One that lies beyond
 * the axis is named at its edge.
 */
import { usePlotArea, useYAxisScale } from 'recharts';
import { formatMetric } from './formatMetric';
import type { Palette } from './palette';
import { useModel } from './modelContext';

interface ReferenceLayerProps {
  palette: Palette;
}

export function ReferenceLayer({ palette }: ReferenceLayerProps) {
  const { references, y: axis } = useModel();
  const y = useYAxisScale();
  const area = usePlotArea();
  if (!y || !area) return null;
  const [low, high] = axis.domain;
  const above = references.filter(({ value }) => value > high);
  const beyond = [...above, ...references.filter(({ value }) => value < low)];
  const rowHeight = palette.fontSize * 1.2;
  return (
    <g>
      {beyond.map((reference) => {
        const isAbove = reference.value > high;
        const row = isAbove ? above.indexOf(reference) : beyond.length - 1 - beyond.indexOf(reference);
        return (
          <text
            key={`beyond ${reference.explanation}`}
            x={area.x + 6}
            y={isAbove ? area.y + (row + 0.8) * rowHeight : area.y + area.height - (row + 0.4) * rowHeight}
            fill={palette.muted}
            fontSize={palette.fontSize * 0.92}
            stroke={palette.background}
            strokeWidth={3}
            paintOrder="stroke"
          >
            {isAbove ? '↑' : '↓'} {reference.label} {formatMetric(reference.value)}
          </text>
        );
      })}
      {references.map((reference) => {
        if (beyond.includes(reference)) return null;
        const at = y(reference.value);
        if (at === undefined || !Number.isFinite(at)) return null;
        return (
          <g key={`${reference.kind} ${reference.explanation}`}>
            <line
              x1={area.x}
              x2={area.x + area.width}
              y1={at}
              y2={at}
              stroke={palette.muted}
              strokeWidth={palette.backgroundLineWidth}
              strokeDasharray={reference.kind === 'oracle' ? '6 3' : '1 4'}
              strokeLinecap="round"
            />
            <text
              x={area.x + 6}
              y={at - 4}
              fill={palette.muted}
              fontSize={palette.fontSize * 0.92}
              stroke={palette.background}
              strokeWidth={3}
              paintOrder="stroke"
            >
              {reference.label} {formatMetric(reference.value)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
