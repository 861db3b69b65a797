/** Plans a comparison of the experiment in the rail: which losses, and maybe one setting more. */
import { Button, Checkbox, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Catalog, LossEntry } from '../../../protocol/catalog';
import {
  maxVariants,
  plannedVariants,
  variantSpecs,
  variedSettings,
  type VariedParameter,
} from '../../../protocol/comparison';
import { defaultParams } from '../../../protocol/completeSpec';
import type { ExperimentSpec, Params, ParamValue } from '../../../protocol/spec';
import { Icon } from '../../controls/Icon';
import { ParamField } from '../../controls/ParamField';
import { runComparison } from '../../store/comparisonRuns';
import { addComparison } from '../../store/comparisons';
import { stopsAtDraft } from '../../store/drafts';
import { hasFaultyField } from '../../store/experiment';
import { useTraining } from '../../store/training';
import classes from './Lab.module.css';
import { tunableParameters } from './tunableParameters';
import { ValuesField } from './ValuesField';
import { suggestedValues } from './valueText';

interface ComparisonFormProps {
  spec: ExperimentSpec;
  catalog: Catalog;
}

/** Its losses start anew when another model is chosen in the rail: mount it with the model as its key. */
export function ComparisonForm({ spec, catalog }: ComparisonFormProps) {
  const model = catalog.models.find(({ id }) => id === spec.model.id)!;
  const offered = catalog.losses.filter(({ id }) => model.losses.includes(id));
  const [chosen, setChosen] = useState<readonly string[]>(offered.map(({ id }) => id));
  const [edited, setEdited] = useState<Record<string, Params>>({});
  const [also, setAlso] = useState<VariedParameter | null>(null);
  const busy = useTraining(({ activeId, starting }) => activeId !== null || starting);

  const paramsOf = (loss: LossEntry): Params => ({
    ...defaultParams(loss.params),
    ...(loss.id === spec.loss.id && spec.loss.params),
    ...edited[loss.id],
  });
  const losses = offered.filter(({ id }) => chosen.includes(id));
  const variants = plannedVariants(
    losses.map((loss) => ({ id: loss.id, params: paramsOf(loss) })),
    also,
    catalog,
  );
  const specs = variantSpecs({ title: '', base: spec, variants }, catalog);
  const fault = planFault(
    specs.map((one) => one.spec),
    offered.length,
    losses.length,
  );
  const start = (): void => {
    const own = Object.fromEntries(
      losses.flatMap((loss) =>
        Object.entries(paramsOf(loss)).map(([name, value]) => [lossFieldId(loss, name), value]),
      ),
    );
    if (hasFaultyField() || stopsAtDraft((id) => own[id])) return;
    const title = `${model.label}: ${[...(losses.length > 1 ? ['losses'] : []), ...(also ? [also.label] : [])].join(', ')}`;
    void runComparison(addComparison(title, specs).id);
  };
  return (
    <Paper withBorder p="sm" component="section" aria-label="New comparison">
      <Title order={2}>Compare losses</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {model.label} on {spec.data.name}, as set up in the rail, once per loss. Everything else is shared:
        data, split, initial weights, batch order and negatives.
      </Text>
      <div className={classes.form}>
        {offered.length > 0 && (
          <Stack gap={4} role="group" aria-label="Losses">
            {offered.map((loss) => (
              <div key={loss.id}>
                <Checkbox
                  label={loss.label}
                  description={loss.help}
                  checked={chosen.includes(loss.id)}
                  onChange={(event) =>
                    setChosen(
                      event.currentTarget.checked
                        ? [...chosen, loss.id]
                        : chosen.filter((other) => other !== loss.id),
                    )
                  }
                />
                {chosen.includes(loss.id) && (
                  <LossParams
                    loss={loss}
                    params={paramsOf(loss)}
                    onChange={(params) => setEdited({ ...edited, [loss.id]: params })}
                  />
                )}
              </div>
            ))}
          </Stack>
        )}
        <AlsoVary spec={spec} catalog={catalog} ofLoss={losses.length < 2} also={also} onChange={setAlso} />
      </div>
      <div className={classes.actions}>
        <Button leftSection={<Icon name="play" />} disabled={fault !== null || busy} onClick={start}>
          {fault === null ? `Run ${specs.length} variants` : 'Run the variants'}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {fault ?? (busy ? 'A run is in progress: stop it first, or wait for its end.' : summaryOf(specs))}
        </Text>
      </div>
    </Paper>
  );
}

/** Why there is nothing to compare yet; null when there is. */
function planFault(specs: ExperimentSpec[], offered: number, chosen: number): string | null {
  if (specs.length > maxVariants)
    return `${specs.length} variants are too many: at most ${maxVariants}. A sweep takes more.`;
  if (specs.length >= 2) return variedSettings(specs).length > 0 ? null : 'All variants are the same.';
  if (offered === 0) return 'This model has no loss: vary one of its settings instead.';
  if (offered === 1) return 'This model has one loss only: vary another setting.';
  return chosen === 0 ? 'Choose the losses to compare.' : 'Choose a second loss, or vary another setting.';
}

const summaryOf = (specs: { name: string; spec: ExperimentSpec }[]): string =>
  `${specs.map(({ name }) => name).join(' · ')}; ${specs[0]!.spec.train.epochs} epochs each.`;

const lossFieldId = (loss: LossEntry, name: string): string => `lab-${loss.id}-${name}`;

interface LossParamsProps {
  loss: LossEntry;
  params: Params;
  onChange: (params: Params) => void;
}

function LossParams({ loss, params, onChange }: LossParamsProps) {
  const names = Object.keys(loss.params);
  if (names.length === 0) return null;
  const standard = defaultParams(loss.params);
  return (
    <div className={classes.params}>
      {names.map((name) => (
        <ParamField
          key={name}
          id={lossFieldId(loss, name)}
          schema={loss.params[name]!}
          name={name}
          value={params[name]}
          changed={JSON.stringify(params[name]) !== JSON.stringify(standard[name])}
          pending={false}
          onChange={(value) => onChange({ ...params, [name]: value as ParamValue })}
          onReset={() => onChange({ ...params, [name]: standard[name]! })}
        />
      ))}
    </div>
  );
}

interface AlsoVaryProps extends ComparisonFormProps {
  /** Parameters of the loss can be varied only where there is but one. */
  ofLoss: boolean;
  also: VariedParameter | null;
  onChange: (also: VariedParameter | null) => void;
}

function AlsoVary({ spec, catalog, ofLoss, also, onChange }: AlsoVaryProps) {
  const offered = tunableParameters(spec, catalog).filter(
    ({ path }) => path !== 'loss.id' && (ofLoss || !path.startsWith('loss.')),
  );
  const parameter = offered.find(({ path }) => path === also?.path);
  return (
    <Stack gap="xs">
      <Select
        label="Also vary"
        description="Every loss with every value"
        placeholder="nothing else"
        size="xs"
        clearable
        searchable
        clearButtonProps={{ 'aria-label': 'Vary nothing else' }}
        data={offered.map(({ path, label }) => ({ value: path, label }))}
        value={parameter?.path ?? null}
        onChange={(path) => {
          const picked = offered.find((one) => one.path === path);
          onChange(
            picked
              ? {
                  path: picked.path,
                  label: picked.label,
                  values: suggestedValues(picked.schema, picked.value),
                }
              : null,
          );
        }}
      />
      {parameter && also && (
        <ValuesField
          key={parameter.path}
          label={parameter.label}
          schema={parameter.schema}
          values={[...also.values]}
          onChange={(values) => onChange({ ...also, values })}
        />
      )}
    </Stack>
  );
}
