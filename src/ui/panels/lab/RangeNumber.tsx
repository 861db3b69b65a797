/** One end of a range: a small number field with its label above. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ParamSchema } from '../../../protocol/catalog';
import { readNumber, writeNumber } from '../../controls/numberText';

interface RangeNumberProps {
  label: string;
  /** The setting it belongs to, for those who do not see it. */
  of: string;
  schema: ParamSchema;
  value: number;
  onChange: (value: number) => void;
}

export function RangeNumber({ label, of, schema, value, onChange }: RangeNumberProps) {
  // While a person types, their text stands.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? writeNumber(value);
  const { fault } = readNumber(shown, schema);
  return (
    <TextInput
      size="xs"
      label={label}
      aria-label={`${label}, ${of}`}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      error={fault}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const read = readNumber(event.currentTarget.value, schema).value;
        if (read !== null) onChange(read);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
