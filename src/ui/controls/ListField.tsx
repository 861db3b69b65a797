/** A short list typed with commas: layer sizes, cutoffs, metrics. */
import { TextInput } from '@mantine/core';
import { text } from '../messages';
import { dropDraft, setDraft, settleDraft, useDraft } from '../store/drafts';
import { FieldRow, type FieldRowProps } from './FieldRow';

interface ListFieldProps<T> extends Omit<FieldRowProps, 'children' | 'fault' | 'width'> {
  value: T[];
  read: (typed: string) => { value: T[] | null; fault: string | null };
  onChange: (value: T[]) => void;
}

export function ListField<T extends string | number>({ value, read, onChange, ...row }: ListFieldProps<T>) {
  const written = value.join(', ');
  const draft = useDraft(row.id, value);
  const shown = draft?.typed ?? written;
  const { fault } = read(shown);

  const onText = (typed: string): void => {
    const { value: list, fault: typedFault } = read(typed);
    setDraft(row.id, { label: row.label, typed, of: JSON.stringify(list ?? value), fault: typedFault });
    if (list && list.join(', ') !== written) onChange(list);
  };
  const onReset = (): void => {
    dropDraft(row.id);
    row.onReset();
  };

  return (
    <FieldRow
      {...row}
      changed={row.changed || fault !== null}
      onReset={onReset}
      width="wide"
      fault={fault && text.form.fault(row.label, fault)}
    >
      <TextInput
        id={row.id}
        size="xs"
        autoComplete="off"
        spellCheck={false}
        value={shown}
        error={fault !== null}
        aria-describedby={fault ? `${row.id}-fault` : undefined}
        onChange={(event) => onText(event.currentTarget.value)}
        onBlur={() => settleDraft(row.id)}
        onKeyDown={(event) => event.key === 'Escape' && dropDraft(row.id)}
      />
    </FieldRow>
  );
}
