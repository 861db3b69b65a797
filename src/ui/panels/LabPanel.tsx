/** The Lab: the same experiment in several variants, compared or searched through. */
import { Button, Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { useCatalog } from '../store/catalog';
import { showComparison, useComparisons } from '../store/comparisons';
import { useExperiment } from '../store/experiment';
import { showSweep, useSweeps } from '../store/sweeps';
import { showLab, useView } from '../store/view';
import { ComparisonForm } from './lab/ComparisonForm';
import { ComparisonView } from './lab/ComparisonView';
import { SweepForm } from './lab/SweepForm';
import { SweepView } from './lab/SweepView';

export default function LabPanel() {
  const lab = useView((state) => state.lab);
  const catalog = useCatalog((state) => state.catalog);
  const spec = useExperiment((state) => state.spec);
  const { comparisons, shownId: comparisonId } = useComparisons();
  const { sweeps, shownId: sweepId } = useSweeps();
  if (!catalog) return null;
  const comparison = comparisons.find(({ id }) => id === comparisonId);
  const sweep = sweeps.find(({ id }) => id === sweepId);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="What the Lab shows"
          value={lab}
          onChange={(value) => showLab(value === 'sweeps' ? 'sweeps' : 'comparisons')}
          data={[
            { value: 'comparisons', label: 'Comparisons' },
            { value: 'sweeps', label: 'Sweeps' },
          ]}
        />
        {lab === 'comparisons' ? (
          <Records
            kind="comparison"
            records={comparisons}
            shown={comparison?.id ?? null}
            onShow={showComparison}
          />
        ) : (
          <Records kind="sweep" records={sweeps} shown={sweep?.id ?? null} onShow={showSweep} />
        )}
      </Group>
      {lab === 'comparisons' ? (
        comparison ? (
          <ComparisonView key={comparison.id} record={comparison} catalog={catalog} />
        ) : (
          <ComparisonForm key={spec.model.id} spec={spec} catalog={catalog} />
        )
      ) : sweep ? (
        <SweepView key={sweep.id} record={sweep} catalog={catalog} />
      ) : (
        <SweepForm key={spec.model.id} spec={spec} catalog={catalog} />
      )}
    </Stack>
  );
}

interface RecordsProps {
  kind: 'comparison' | 'sweep';
  records: { id: string; title: string; createdAt: number }[];
  shown: string | null;
  onShow: (id: string | null) => void;
}

/** Earlier comparisons or sweeps, the latest first, and the way to a new one. */
function Records({ kind, records, shown, onShow }: RecordsProps) {
  if (records.length === 0) return null;
  return (
    <>
      <Select
        size="xs"
        aria-label={`Earlier ${kind}s`}
        placeholder={`Earlier ${kind}s (${records.length})`}
        data={records.toReversed().map(({ id, title, createdAt }) => ({
          value: id,
          label: `${title} · ${timeOf(createdAt)}`,
        }))}
        value={shown}
        onChange={onShow}
        comboboxProps={{ width: 'min(24rem, calc(100vw - 2rem))', position: 'bottom-start' }}
        style={{ flex: '0 1 18rem', minWidth: 0 }}
      />
      <Button size="compact-sm" variant="default" disabled={shown === null} onClick={() => onShow(null)}>
        New {kind}
      </Button>
    </>
  );
}

const timeOf = (createdAt: number): string =>
  new Date(createdAt).toLocaleString('en', {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
