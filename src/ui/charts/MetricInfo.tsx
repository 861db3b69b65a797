/** The definition of a metric, beside the number: formula, direction, source. */
import { ActionIcon, Anchor, Popover, Stack, Text } from '@mantine/core';
import type { Catalog } from '../../protocol/catalog';
import type { MetricKey } from '../../protocol/metricKey';
import { metricEntry, metricName } from './metricName';

interface MetricInfoProps {
  metrics: readonly MetricKey[];
  catalog: Catalog;
}

export function MetricInfo({ metrics, catalog }: MetricInfoProps) {
  const names = metrics.map((key) => metricName(key, catalog)).join(', ');
  return (
    <Popover width={340} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`How ${names} is defined`}>
          <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
            <circle cx={8} cy={8} r={6.75} fill="none" stroke="currentColor" strokeWidth={1.5} />
            <path d="M8 7.25V11.5" stroke="currentColor" strokeWidth={1.75} strokeLinecap="round" />
            <circle cx={8} cy={4.75} r={1.05} fill="currentColor" />
          </svg>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown
        tabIndex={-1}
        data-autofocus
        aria-label={`Definition of ${names}`}
        style={{ maxWidth: '92vw' }}
      >
        <Stack gap="sm">
          {metrics.map((key) => (
            <Definition key={key} metric={key} catalog={catalog} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Definition({ metric, catalog }: { metric: MetricKey; catalog: Catalog }) {
  const entry = metricEntry(metric, catalog);
  if (!entry) {
    const isLoss = metric === 'loss';
    return (
      <Text size="sm">
        {isLoss
          ? 'What training minimises: the mean over the samples of an epoch, on the training part. Values of different losses cannot be compared.'
          : `${metric}: this page has no definition of it.`}
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm" fw={600}>
        {metricName(metric, catalog)}
      </Text>
      <Text size="sm">{entry.help}</Text>
      <Text size="sm" ff="monospace" my={4} style={{ overflowWrap: 'anywhere' }}>
        {entry.formula}
      </Text>
      <Text size="sm" c="dimmed">
        {entry.higherIsBetter ? 'Higher is better.' : 'Lower is better.'}{' '}
        {entry.citation.startsWith('http') ? (
          <Anchor href={entry.citation} target="_blank" rel="noreferrer" size="sm">
            Source
          </Anchor>
        ) : (
          entry.citation
        )}
      </Text>
    </div>
  );
}
