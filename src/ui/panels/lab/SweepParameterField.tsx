/** Where one setting of a sweep goes: a few values, or a range on a linear or logarithmic scale. */
import { SegmentedControl, Switch, Text } from '@mantine/core';
import type { ParamSchema } from '../../../protocol/catalog';
import {
  gridValues,
  rangeFault,
  type Sweep,
  type SweepParameter,
  type SweepRange,
} from '../../../protocol/sweep';
import { IconButton } from '../../controls/IconButton';
import classes from './Lab.module.css';
import { RangeNumber } from './RangeNumber';
import { ValuesField } from './ValuesField';
import { suggestedValues, writeValues } from './valueText';

interface SweepParameterFieldProps {
  parameter: SweepParameter;
  label: string;
  schema: ParamSchema;
  method: Sweep['method'];
  /** Null: it is swept no longer. */
  onChange: (parameter: SweepParameter | null) => void;
}

type Range = Extract<SweepRange, { kind: 'range' }>;

const isNumber = ({ type, enum: entries }: ParamSchema): boolean =>
  !entries && (type === 'number' || type === 'integer');

/** From the least to the greatest of some values, on the scale of the setting. */
function rangeOver(values: number[], schema: ParamSchema): Range {
  const from = Math.min(...values);
  return {
    kind: 'range',
    from,
    to: Math.max(...values),
    scale: schema.scale === 'log' && from > 0 ? 'log' : 'linear',
    integer: schema.type === 'integer',
    steps: 4,
  };
}

export function SweepParameterField({
  parameter,
  label,
  schema,
  method,
  onChange,
}: SweepParameterFieldProps) {
  const { path, range } = parameter;
  const set = (to: SweepRange): void => onChange({ path, range: to });
  const numbersNow = (): number[] =>
    (range.kind === 'values' ? range.values : [range.from, range.to]).filter(
      (value) => typeof value === 'number',
    );
  const toRange = (): void => {
    const values = numbersNow();
    set(
      rangeOver(
        values.length > 1 ? values : (suggestedValues(schema, values[0] ?? schema.default) as number[]),
        schema,
      ),
    );
  };
  return (
    <div className={classes.parameter} role="group" aria-label={label}>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <IconButton icon="close" size="sm" label={`Do not sweep ${label}`} onClick={() => onChange(null)} />
      {isNumber(schema) && (
        <SegmentedControl
          size="xs"
          aria-label={`How ${label} is given`}
          value={range.kind}
          onChange={(kind) =>
            kind === 'range' ? toRange() : set({ kind: 'values', values: gridValues(range) })
          }
          data={[
            { value: 'values', label: 'Values' },
            { value: 'range', label: 'Range' },
          ]}
        />
      )}
      {range.kind === 'values' ? (
        <ValuesField
          label={`Values of ${label}`}
          schema={schema}
          values={range.values}
          onChange={(values) => set({ kind: 'values', values })}
        />
      ) : (
        <RangeInputs label={label} range={range} schema={schema} method={method} onChange={set} />
      )}
    </div>
  );
}

interface RangeInputsProps {
  label: string;
  range: Range;
  schema: ParamSchema;
  method: Sweep['method'];
  onChange: (range: Range) => void;
}

function RangeInputs({ label, range, schema, method, onChange }: RangeInputsProps) {
  const fault = rangeFault(range, schema);
  return (
    <>
      <div className={classes.range}>
        <RangeNumber
          label="From"
          of={label}
          schema={schema}
          value={range.from}
          onChange={(from) => onChange({ ...range, from })}
        />
        <RangeNumber
          label="To"
          of={label}
          schema={schema}
          value={range.to}
          onChange={(to) => onChange({ ...range, to })}
        />
        {method === 'grid' && (
          <RangeNumber
            label="Steps"
            of={label}
            schema={{ type: 'integer', minimum: 2, maximum: 50 }}
            value={range.steps}
            onChange={(steps) => onChange({ ...range, steps })}
          />
        )}
        <Switch
          size="xs"
          pb={6}
          label="log"
          aria-label={`Logarithmic steps of ${label}`}
          checked={range.scale === 'log'}
          onChange={(event) => onChange({ ...range, scale: event.currentTarget.checked ? 'log' : 'linear' })}
        />
      </div>
      <Text size="xs" c={fault === null ? 'dimmed' : 'var(--mantine-color-error)'}>
        {fault !== null
          ? `${label} ${fault}.`
          : method === 'grid'
            ? writeValues(gridValues(range))
            : `anything between${range.scale === 'log' ? ', every power of ten alike' : ''}`}
      </Text>
    </>
  );
}
