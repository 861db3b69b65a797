/** Several values of one setting: chips where there are entries to choose from, text otherwise. */
import { Chip, Group, Input, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { ParamSchema } from '../../../protocol/catalog';
import type { ParamValue } from '../../../protocol/spec';
import { readValues, writeValues } from './valueText';

interface ValuesFieldProps {
  label: string;
  schema: ParamSchema;
  values: ParamValue[];
  /** Only with values that are allowed; none while the text is wrong. */
  onChange: (values: ParamValue[]) => void;
}

export function ValuesField({ label, schema, values, onChange }: ValuesFieldProps) {
  const entries = schema.enum ?? (schema.type === 'boolean' ? [true, false] : null);
  return entries ? (
    <EntryChips label={label} entries={entries} values={values} onChange={onChange} />
  ) : (
    <ValuesText label={label} schema={schema} values={values} onChange={onChange} />
  );
}

interface EntryChipsProps extends Pick<ValuesFieldProps, 'label' | 'values' | 'onChange'> {
  entries: readonly (string | number | boolean)[];
}

function EntryChips({ label, entries, values, onChange }: EntryChipsProps) {
  const id = useId();
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }} size="xs">
      <Chip.Group
        multiple
        value={values.map(String)}
        onChange={(picked) => onChange(entries.filter((entry) => picked.includes(String(entry))))}
      >
        <Group gap={6} role="group" aria-labelledby={id}>
          {entries.map((entry) => (
            <Chip key={String(entry)} value={String(entry)} size="xs" radius="sm" variant="outline">
              {entry === true ? 'on' : entry === false ? 'off' : entry}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

function ValuesText({ label, schema, values, onChange }: ValuesFieldProps) {
  const [typed, setTyped] = useState(() => writeValues(values));
  const { fault } = readValues(typed, schema);
  return (
    <TextInput
      label={label}
      size="xs"
      autoComplete="off"
      spellCheck={false}
      value={typed}
      error={fault && `${label} ${fault}.`}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(readValues(event.currentTarget.value, schema).values ?? []);
      }}
    />
  );
}
