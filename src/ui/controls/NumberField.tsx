/** A number typed or stepped with the arrow keys; what is typed counts once it is a number in range, and stays till then. */
import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { ParamSchema } from '../../protocol/catalog';
import { text } from '../messages';
import { dropDraft, setDraft, settleDraft, useDraft } from '../store/drafts';
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
  // While a person types, their text stands, and after that as long as it cannot be taken.
  const draft = useDraft(row.id, value);
  const shown = draft?.typed ?? writeNumber(value);
  const read = readNumber(shown, schema);

  const onText = (typed: string): void => {
    const { value: typedValue, fault } = readNumber(typed, schema);
    setDraft(row.id, { label: row.label, typed, of: JSON.stringify(typedValue ?? value), fault });
    if (typedValue !== null && typedValue !== value) onChange(typedValue);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') dropDraft(row.id);
    if (event.key === 'Enter') settleDraft(row.id);
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    dropDraft(row.id);
    onChange(stepNumber(value, event.key === 'ArrowUp' ? 1 : -1, schema));
  };
  const onReset = (): void => {
    dropDraft(row.id);
    row.onReset();
  };

  return (
    <FieldRow
      {...row}
      changed={row.changed || read.fault !== null}
      onReset={onReset}
      width="narrow"
      fault={read.fault && text.form.fault(row.label, read.fault)}
    >
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
        onBlur={() => settleDraft(row.id)}
        onKeyDown={onKeyDown}
        styles={{ input: { textAlign: 'right' } }}
      />
    </FieldRow>
  );
}
