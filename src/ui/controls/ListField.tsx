/** A short list typed with commas: layer sizes, cutoffs, metrics. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { text } from '../messages';
import { FieldRow, type FieldRowProps } from './FieldRow';

interface ListFieldProps<T> extends Omit<FieldRowProps, 'children' | 'fault' | 'width'> {
  value: T[];
  read: (typed: string) => { value: T[] | null; fault: string | null };
  onChange: (value: T[]) => void;
}

export function ListField<T extends string | number>({ value, read, onChange, ...row }: ListFieldProps<T>) {
  const written = value.join(', ');
  const [draft, setDraft] = useState<{ text: string; of: string } | null>(null);
  const shown = draft && draft.of === written ? draft.text : written;
  const { fault } = read(shown);

  const onText = (typed: string): void => {
    const list = read(typed).value;
    setDraft({ text: typed, of: list ? list.join(', ') : written });
    if (list && list.join(', ') !== written) onChange(list);
  };

  return (
    <FieldRow {...row} width="wide" fault={fault && text.form.fault(row.label, fault)}>
      <TextInput
        id={row.id}
        size="xs"
        autoComplete="off"
        spellCheck={false}
        value={shown}
        error={fault !== null}
        aria-describedby={fault ? `${row.id}-fault` : undefined}
        onChange={(event) => onText(event.currentTarget.value)}
        onBlur={() => setDraft(null)}
      />
    </FieldRow>
  );
}
