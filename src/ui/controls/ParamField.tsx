/** The control for one parameter, drawn from its JSON Schema alone. */
import { Select, Switch } from '@mantine/core';
import type { ParamSchema } from '../../protocol/catalog';
import { FieldRow } from './FieldRow';
import { ListField } from './ListField';
import { NumberField } from './NumberField';
import { readNumbers } from './numberText';
import { TextField } from './TextField';

interface ParamFieldProps {
  id: string;
  schema: ParamSchema;
  /** Used when the schema has no title of its own. */
  name: string;
  value: unknown;
  changed: boolean;
  pending: boolean;
  onChange: (value: unknown) => void;
  onReset: () => void;
}

export function ParamField({
  id,
  schema,
  name,
  value,
  changed,
  pending,
  onChange,
  onReset,
}: ParamFieldProps) {
  const row = {
    id,
    label: schema.title ?? name,
    unit: schema.unit,
    help: schema.description,
    changed,
    pending,
    onReset,
  };
  if (schema.enum)
    return (
      <FieldRow {...row}>
        <Select
          id={id}
          size="xs"
          aria-labelledby={`${id}-label`}
          data={schema.enum.map(String)}
          value={String(value)}
          allowDeselect={false}
          onChange={(picked) => onChange(schema.enum!.find((entry) => String(entry) === picked))}
        />
      </FieldRow>
    );
  if (schema.type === 'boolean')
    return (
      <FieldRow {...row} width="narrow">
        <Switch
          id={id}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          styles={{ root: { justifySelf: 'end' } }}
        />
      </FieldRow>
    );
  if (schema.type === 'array')
    return (
      <ListField
        {...row}
        value={value as number[]}
        read={(typed) => readNumbers(typed, schema)}
        onChange={onChange}
      />
    );
  if (schema.type === 'string') return <TextField {...row} value={value as string} onChange={onChange} />;
  return <NumberField {...row} schema={schema} value={value as number} onChange={onChange} />;
}
