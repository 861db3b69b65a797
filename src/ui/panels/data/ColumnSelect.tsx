/** Chooses the column that holds one thing. */
import { NativeSelect } from '@mantine/core';
import { text } from '../../messages';

interface ColumnSelectProps {
  label: string;
  columns: string[];
  value: number | null;
  /** Whether it may be in no column. */
  optional: boolean;
  /** What is wrong with the choice; '' where nothing is. */
  fault: string;
  onChange: (column: number | null) => void;
}

export function ColumnSelect({ label, columns, value, optional, fault, onChange }: ColumnSelectProps) {
  const options = columns.map((name, index) => ({ value: String(index), label: name }));
  return (
    <NativeSelect
      size="xs"
      label={label}
      error={fault}
      value={value === null ? '' : String(value)}
      data={optional ? [{ value: '', label: text.mapping.none }, ...options] : options}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(chosen === '' ? null : Number(chosen));
      }}
    />
  );
}
