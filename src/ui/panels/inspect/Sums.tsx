/** The metrics of one user or prediction, each with the sum that gives it. */
import { Stack, Text } from '@mantine/core';
import { formatMetric } from '../../charts/formatMetric';
import { arithmetic } from './arithmetic';

interface SumsProps {
  /** Rank of each held-out item, from 1. */
  ranks: readonly number[];
  k: number;
}

export function Sums({ ranks, k }: SumsProps) {
  if (ranks.length === 0)
    return <Text size="sm">Nothing is held out for this user, so nothing is counted.</Text>;
  return (
    <Stack component="dl" gap={6} m={0}>
      {arithmetic(ranks, k).map(({ name, steps, value }) => (
        <div key={name}>
          <Text component="dt" size="sm" fw={600}>
            {name} = {formatMetric(value)}
          </Text>
          {steps.map((step) => (
            <Text key={step} component="dd" m={0} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {step}
            </Text>
          ))}
        </div>
      ))}
    </Stack>
  );
}
