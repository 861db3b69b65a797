/** A number typed or stepped with the arrow keys; what is typed counts once it is a number in range. */
import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { ParamSchema } from '../../protocol/catalog';
import { text } from '../messages';
import { FieldRow, type FieldRowProps } from './FieldRow';
import { readNumber, stepNumber, writeNumber } from './numberText';

interface NumberFieldProps extends Omit<FieldRowProps, 'children' | 'fault' | 'width'> {
  schema: ParamSchema;
  value: number;
  onChange: (value: number) => void;
}

/** ARIA knows no exponents: numbers so small that they would be written with one are left out. */
const plain = (value: number | undefined): number | undefined =>
  value === undefined || String(value).includes('e') ? undefined : value;

export function NumberField({ schema, value, onChange, ...row }: NumberFieldProps) {
  // While a person types, their text stands; a value that comes from elsewhere replaces it.
  const [draft, setDraft] = useState<{ text: string; of: number } | null>(null);
  const shown = draft && draft.of === value ? draft.text : writeNumber(value);
  const read = readNumber(shown, schema);

  const onText = (typed: string): void => {
    const typedValue = readNumber(typed, schema).value;
    setDraft({ text: typed, of: typedValue ?? value });
    if (typedValue !== null && typedValue !== value) onChange(typedValue);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Enter') setDraft(null);
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    setDraft(null);
    onChange(stepNumber(value, event.key === 'ArrowUp' ? 1 : -1, schema));
  };

  return (
    <FieldRow {...row} width="narrow" fault={read.fault && text.form.fault(row.label, read.fault)}>
      <TextInput
        id={row.id}
        size="xs"
        role="spinbutton"
        inputMode="decimal"
        autoComplete="off"
        value={shown}
        error={read.fault !== null}
        aria-valuenow={plain(value)}
        aria-valuemin={plain(schema.minimum)}
        aria-valuemax={plain(schema.maximum)}
        aria-describedby={read.fault ? `${row.id}-fault` : undefined}
        onChange={(event) => onText(event.currentTarget.value)}
        onBlur={() => setDraft(null)}
        onKeyDown={onKeyDown}
        styles={{ input: { textAlign: 'right' } }}
      />
    </FieldRow>
  );
}
