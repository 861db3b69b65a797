/** Plans a sweep of the experiment in the rail: which settings, from where to where, and how many runs. */
import { Button, Paper, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Catalog, ParamSchema } from '../../../protocol/catalog';
import type { ExperimentSpec } from '../../../protocol/spec';
import {
  gridSize,
  maxSweepParameters,
  maxSweepRuns,
  rangeFault,
  type Sweep,
  type SweepParameter,
} from '../../../protocol/sweep';
import { Icon } from '../../controls/Icon';
import { NumberField } from '../../controls/NumberField';
import { stopsAtDraft } from '../../store/drafts';
import { hasFaultyField } from '../../store/experiment';
import { runningSweep, startSweep, useSweeps } from '../../store/sweeps';
import { useTraining } from '../../store/training';
import classes from './Lab.module.css';
import { SweepParameterField } from './SweepParameterField';
import { tunableParameters, type TunableParameter } from './tunableParameters';
import { suggestedValues } from './valueText';

interface SweepFormProps {
  spec: ExperimentSpec;
  catalog: Catalog;
}

const runsField: ParamSchema = {
  type: 'integer',
  minimum: 1,
  maximum: maxSweepRuns,
  scale: 'log',
  default: 20,
};
const minutesField: ParamSchema = { type: 'number', minimum: 0, maximum: 10_000, step: 5, default: 0 };
const seedField: ParamSchema = { type: 'integer', minimum: 0, maximum: 0xffff_ffff, default: 1 };

const added = ({ path, schema, value }: TunableParameter): SweepParameter => ({
  path,
  range: { kind: 'values', values: suggestedValues(schema, value) },
});

/** Its settings start anew when another model is chosen in the rail: mount it with the model as its key. */
export function SweepForm({ spec, catalog }: SweepFormProps) {
  const tunable = tunableParameters(spec, catalog);
  const [parameters, setParameters] = useState<SweepParameter[]>(() =>
    tunable.filter(({ path }) => path === 'optimizer.params.learningRate').map(added),
  );
  const [method, setMethod] = useState<Sweep['method']>('grid');
  const [maxRuns, setMaxRuns] = useState(runsField.default as number);
  const [minutes, setMinutes] = useState(0);
  const [seed, setSeed] = useState(1);
  const [starting, setStarting] = useState(false);
  const busy = useTraining(({ activeId }) => activeId !== null);
  useSweeps((state) => state.sweeps);
  const model = catalog.models.find(({ id }) => id === spec.model.id)!;
  // What the rail no longer offers, a parameter of another loss, is swept no longer.
  const swept = parameters.flatMap((parameter) => {
    const known = tunable.find(({ path }) => path === parameter.path);
    return known ? [{ parameter, known }] : [];
  });
  const fault = planFault(swept);
  const size = fault === null ? gridSize(swept.map(({ parameter }) => parameter)) : 0;
  const change = (path: string, to: SweepParameter | null): void =>
    setParameters(parameters.flatMap((one) => (one.path === path ? (to ? [to] : []) : [one])));
  const start = async (): Promise<void> => {
    const own: Record<string, number> = {
      'sweep-runs': maxRuns,
      'sweep-minutes': minutes,
      'sweep-seed': seed,
    };
    if (hasFaultyField() || stopsAtDraft((id) => own[id])) return;
    setStarting(true);
    const sweep: Sweep = {
      base: spec,
      parameters: swept.map(({ parameter }) => parameter),
      method,
      seed,
      maxRuns,
      maxMinutes: minutes || null,
    };
    await startSweep(`${model.label}: ${swept.map(({ known }) => known.label).join(', ')}`, sweep);
    setStarting(false);
  };
  const number = (id: string, label: string, standard: number, onChange: (value: number) => void) => ({
    ...{ id: `sweep-${id}`, label, pending: false, onChange },
    onReset: () => onChange(standard),
  });
  return (
    <Paper withBorder p="sm" component="section" aria-label="New sweep">
      <Title order={2}>Sweep settings</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {model.label} on {spec.data.name}, as set up in the rail, run at many points. They are compared by{' '}
        {spec.earlyStopping.metric} on the validation part; the test part only judges the winner.
      </Text>
      <div className={classes.form}>
        <Stack gap="xs" role="group" aria-label="Settings to sweep">
          {swept.map(({ parameter, known }) => (
            <SweepParameterField
              key={parameter.path}
              parameter={parameter}
              label={known.label}
              schema={known.schema}
              method={method}
              onChange={(to) => change(parameter.path, to)}
            />
          ))}
          <Select
            size="xs"
            label="Add a setting"
            placeholder="choose one"
            searchable
            disabled={swept.length >= maxSweepParameters}
            data={tunable
              .filter(({ path }) => !parameters.some((one) => one.path === path))
              .map(({ path, label }) => ({ value: path, label }))}
            value={null}
            onChange={(path) => {
              const picked = tunable.find((one) => one.path === path);
              if (picked) setParameters([...parameters, added(picked)]);
            }}
          />
        </Stack>
        <div>
          <SegmentedControl
            size="xs"
            fullWidth
            mb="xs"
            aria-label="Search"
            value={method}
            onChange={(value) => setMethod(value === 'random' ? 'random' : 'grid')}
            data={[
              { value: 'grid', label: 'Grid' },
              { value: 'random', label: 'Random' },
            ]}
          />
          <NumberField
            {...number('runs', 'Runs', 20, setMaxRuns)}
            help="No more runs than this."
            unit="at most"
            schema={runsField}
            value={maxRuns}
            changed={maxRuns !== 20}
          />
          <NumberField
            {...number('minutes', 'Time', 0, setMinutes)}
            help="No run starts after so much training. 0: no limit."
            unit="minutes"
            schema={minutesField}
            value={minutes}
            changed={minutes !== 0}
          />
          {method === 'random' && (
            <NumberField
              {...number('seed', 'Seed of the search', 1, setSeed)}
              help="The same seed draws the same points. Bergstra and Bengio, JMLR 2012."
              schema={seedField}
              value={seed}
              changed={seed !== 1}
            />
          )}
        </div>
      </div>
      <div className={classes.actions}>
        <Button
          leftSection={<Icon name="play" />}
          disabled={fault !== null || busy || starting}
          onClick={() => void start()}
        >
          Start the sweep
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {fault ?? (busy ? busyWords() : sizeWords(method, size, maxRuns, spec.train.epochs))}
        </Text>
      </div>
    </Paper>
  );
}

function planFault(swept: { parameter: SweepParameter; known: TunableParameter }[]): string | null {
  if (swept.length === 0) return 'Add a setting to sweep.';
  for (const { parameter, known } of swept) {
    const fault = rangeFault(parameter.range, known.schema);
    if (fault !== null) return `${known.label} ${fault}.`;
  }
  return null;
}

const busyWords = (): string =>
  runningSweep()
    ? 'A sweep is in progress: stop it first, or wait for its end.'
    : 'A run is in progress: stop it first, or wait for its end.';

function sizeWords(method: Sweep['method'], size: number, maxRuns: number, epochs: number): string {
  const runs = `${Math.min(size, maxRuns)} ${Math.min(size, maxRuns) === 1 ? 'run' : 'runs'}`;
  const each = `of ${epochs} epochs each`;
  if (method === 'random') return `At most ${maxRuns} runs ${each}, drawn at random, none twice.`;
  return size > maxRuns
    ? `The grid has ${size} points: only the first ${runs} ${each}. A random search would spread them.`
    : `The whole grid: ${runs} ${each}.`;
}
