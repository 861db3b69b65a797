/**
 * What stands where the charts will be, before the first run: a chart without lines. Drawing it also readies the
 * code of the charts, which would otherwise hold up the start of the first run.
 */
import { Paper, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import type { ChartModel } from './chartModel';
import type { ChartTheme } from './chartSettings';
import { createCrosshair } from './crosshair';
import { LinePlot } from './LinePlot';
import { palettes } from './palette';

const noLines: ChartModel = {
  id: 'empty',
  title: '',
  subtitle: '',
  x: { scale: 'linear', label: 'Epoch', domain: [0, 20], ticks: [0, 5, 10, 15, 20] },
  y: { scale: 'linear', label: 'Metric', domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] },
  lines: [],
  references: [],
  reach: 0,
  status: null,
  captions: [],
  metrics: [],
};

export function EmptyChart({ theme, message }: { theme: ChartTheme; message: string }) {
  const { ref, width } = useElementSize();
  const [crosshair] = useState(createCrosshair);
  return (
    <Paper withBorder p="xs" radius="sm" pos="relative">
      <div ref={ref} inert style={{ height: palettes[theme].height, opacity: 0.6 }}>
        {width > 0 && (
          <LinePlot model={noLines} theme={theme} width={Math.floor(width)} crosshair={crosshair} />
        )}
      </div>
      <Text
        fw={600}
        ta="center"
        px="md"
        bg="var(--mantine-color-body)"
        pos="absolute"
        style={{
          left: '50%',
          top: '45%',
          transform: 'translate(-50%, -50%)',
          width: 'max-content',
          maxWidth: 'min(480px, 90%)',
        }}
      >
        {message}
      </Text>
    </Paper>
  );
}
