/** Did this run reproduce the results that came with its link? One line, and the figures behind it. */
import { Alert, Text } from '@mantine/core';
import type { Catalog } from '../../protocol/catalog';
import type { RunRecord } from '../store/runRecord';
import { formatMetric } from './formatMetric';
import { metricName } from './metricName';
import { verdicts, type Verdict } from './reproduction';

interface VerdictLineProps {
  run: RunRecord;
  catalog: Catalog;
}

export function VerdictLine({ run, catalog }: VerdictLineProps) {
  if (!run.expected) return null;
  const all = verdicts(run);
  const failed = all.filter((verdict) => verdict.outcome === 'different');
  const title =
    all.length === 0
      ? 'The sender’s curves are shown wide and pale. Press Train to see whether you get the same.'
      : headline(run, all, failed);
  return (
    <Alert
      color={failed.length > 0 ? 'orange' : all.length === 0 ? 'gray' : 'green'}
      variant="light"
      p="xs"
      role="status"
      styles={{ message: { color: 'var(--mantine-color-text)' } }}
    >
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {all.length > 0 && (
        <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {all.map((verdict) => describe(verdict, catalog)).join(' · ')}
        </Text>
      )}
    </Alert>
  );
}

function headline(run: RunRecord, all: readonly Verdict[], failed: readonly Verdict[]): string {
  const epochs = Math.max(...all.map((verdict) => verdict.epochsCompared));
  const compared = [
    ...(epochs > 0 ? [`${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`] : []),
    ...(all.some((verdict) => verdict.testCompared) ? ['the test part'] : []),
  ].join(' and ');
  const soFar = run.status === 'done' ? '' : ' so far';
  const theirs = run.expected?.backend;
  const ours = run.info?.backend.backend;
  const machines = theirs && ours && theirs !== ours ? ` (sent from ${theirs}, run on ${ours})` : '';
  if (failed.length > 0)
    return `✗ Not reproduced${soFar}: ${failed.length} of ${all.length} values differ, compared over ${compared}${machines}.`;
  return `✓ Reproduced${soFar}, compared over ${compared}${machines}.`;
}

function describe({ metric, outcome, difference }: Verdict, catalog: Catalog): string {
  const name = metric === 'loss' ? 'loss' : metricName(metric, catalog);
  if (outcome === 'same') return `${name}: same to six digits`;
  const within = `±${formatMetric(difference)}`;
  return outcome === 'close' ? `${name}: within ${within}` : `${name}: differs by up to ${within}`;
}
