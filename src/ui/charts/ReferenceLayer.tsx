/** Dotted lines across a chart: the oracle and published values. What they are stands under the chart. */
import { usePlotArea, useYAxisScale } from 'recharts';
import { formatMetric } from './formatMetric';
import type { Palette } from './palette';
import { useModel } from './modelContext';

interface ReferenceLayerProps {
  palette: Palette;
}

export function ReferenceLayer({ palette }: ReferenceLayerProps) {
  const { references } = useModel();
  const y = useYAxisScale();
  const area = usePlotArea();
  if (!y || !area) return null;
  return (
    <g>
      {references.map((reference) => {
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
