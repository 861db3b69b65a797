/** A chart with its title, definition, table view and exports. Its height never changes with its values. */
import { ActionIcon, Group, Menu, Paper, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { memo, useRef, useState, type ReactNode } from 'react';
import type { Catalog } from '../../protocol/catalog';
import { toAppError } from '../../protocol/errors';
import { sameChart, tableOf, type ChartModel } from './chartModel';
import type { ChartTheme } from './chartSettings';
import { ChartTable } from './ChartTable';
import type { CrosshairStore } from './crosshair';
import { writeCsv } from './csv';
import { download, downloadCsv, fileName } from './download';
import { InTurn } from './InTurn';
import { LinePlot } from './LinePlot';
import { MetricInfo } from './MetricInfo';
import { palettes } from './palette';
import { chartPng } from './png';

interface ChartCardProps {
  model: ChartModel;
  catalog: Catalog;
  theme: ChartTheme;
  crosshair: CrosshairStore;
  /** Settings in words, for the foot of an exported picture. */
  footer: string;
  /** Controls of this chart alone, between title and plot. */
  children?: ReactNode;
}

export const ChartCard = memo(function ChartCard({
  model,
  catalog,
  theme,
  crosshair,
  footer,
  children,
}: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const [problem, setProblem] = useState('');
  const { ref, width } = useElementSize();
  const plot = useRef<HTMLDivElement>(null);
  const { height, muted } = palettes[theme];
  const savePng = () => {
    const svg = plot.current?.querySelector('svg.recharts-surface');
    if (!(svg instanceof SVGSVGElement)) return;
    const legend = model.lines
      .filter((line) => line.role === 'main' || line.role === 'level')
      .map(({ name, look }) => ({ name, look }));
    chartPng(svg, {
      title: model.title,
      subtitle: model.subtitle,
      legend,
      footer: [...(model.status ? [model.status] : []), ...model.captions, footer],
      theme,
    })
      .then((blob) => download(`${fileName(model.title)}.png`, blob))
      .then(() => setProblem(''))
      .catch((error: unknown) => setProblem(toAppError(error).message));
  };
  return (
    <Paper
      component="figure"
      withBorder
      m={0}
      p="xs"
      radius="sm"
      aria-label={`${model.title}, ${model.subtitle}`}
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap={4} px={4}>
        <div style={{ minWidth: 0 }}>
          <Text component="h3" fw={600} m={0} lh={1.3}>
            {model.title}
          </Text>
          <Text size="sm" c={muted} lh={1.3}>
            {model.subtitle || ' '}
          </Text>
        </div>
        <Group gap={0} wrap="nowrap">
          <MetricInfo metrics={model.metrics} catalog={catalog} />
          <ActionIcon
            variant={asTable ? 'light' : 'subtle'}
            color="gray"
            aria-pressed={asTable}
            aria-label={`View ${model.title} as table`}
            onClick={() => setAsTable(!asTable)}
          >
            <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
              <path
                d="M1.75 2.75h12.5v10.5H1.75zM1.75 6.25h12.5M1.75 9.75h12.5M6.25 2.75v10.5"
                fill="none"
                stroke="currentColor"
                strokeWidth={1.5}
              />
            </svg>
          </ActionIcon>
          <Menu position="bottom-end" withArrow shadow="md">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`Save ${model.title}`}>
                <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
                  <path
                    d="M8 2v8M4.75 7L8 10.25 11.25 7M2.5 11v2.75h11V11"
                    fill="none"
                    stroke="currentColor"
                    strokeWidth={1.5}
                  />
                </svg>
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => downloadCsv(fileName(model.title), writeCsv(tableOf(model)))}>
                Save values (CSV)
              </Menu.Item>
              <Menu.Item disabled={asTable} onClick={savePng}>
                Save picture (PNG)
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {children}
      <div ref={ref} style={{ height }}>
        {asTable ? (
          <ChartTable title={model.title} rows={tableOf(model)} height={height} />
        ) : (
          width > 0 && (
            <InTurn height={height}>
              <div ref={plot}>
                <LinePlot model={model} theme={theme} width={Math.floor(width)} crosshair={crosshair} />
              </div>
            </InTurn>
          )
        )}
      </div>
      <Text component="figcaption" size="sm" c={muted} px={4} mih="2.9em" lh={1.45}>
        {[...model.captions, problem].filter((text) => text !== '').join(' ')}
        {/* Room for two lines from the start, so that nothing moves when values come. */}
        {model.status !== null && <div style={{ minHeight: '2.9em' }}>{model.status}</div>}
      </Text>
    </Paper>
  );
}, isSame);

/** Between two steps of a run only the loss changes: the other charts need no work then. */
function isSame(a: ChartCardProps, b: ChartCardProps): boolean {
  return (
    sameChart(a.model, b.model) &&
    a.catalog === b.catalog &&
    a.theme === b.theme &&
    a.crosshair === b.crosshair &&
    a.footer === b.footer &&
    a.children === b.children
  );
}
