/** What stands where the charts will be, before the first run. */
import { Paper, Stack, Text } from '@mantine/core';
import type { ChartTheme } from './chartSettings';
import { palettes } from './palette';

export function EmptyChart({ theme, message }: { theme: ChartTheme; message: string }) {
  const { grid, height, muted } = palettes[theme];
  return (
    <Paper withBorder p="xs" radius="sm">
      <Stack gap={4} align="center" justify="center" pos="relative" h={height + 60}>
        <svg
          viewBox="0 0 400 240"
          preserveAspectRatio="none"
          aria-hidden="true"
          style={{ position: 'absolute', inset: 16, width: 'calc(100% - 32px)', height: 'calc(100% - 32px)' }}
        >
          {[48, 96, 144, 192].map((y) => (
            <line key={y} x1={0} x2={400} y1={y} y2={y} stroke={grid} vectorEffect="non-scaling-stroke" />
          ))}
          <path d="M0 0V240H400" fill="none" stroke={muted} vectorEffect="non-scaling-stroke" />
        </svg>
        <Text fw={600} ta="center" pos="relative" px="md" maw={480} bg="var(--mantine-color-body)">
          {message}
        </Text>
      </Stack>
    </Paper>
  );
}
