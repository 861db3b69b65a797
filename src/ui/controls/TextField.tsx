/** A short free text, such as the name of a group of splits. */
import { TextInput } from '@mantine/core';
import { FieldRow, type FieldRowProps } from './FieldRow';

interface TextFieldProps extends Omit<FieldRowProps, 'children' | 'fault'> {
  value: string;
  onChange: (value: string) => void;
}

/** As long as a text in a spec may be. */
const longest = 200;

export function TextField({ value, onChange, ...row }: TextFieldProps) {
  return (
    <FieldRow {...row}>
      <TextInput
        id={row.id}
        size="xs"
        maxLength={longest}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </FieldRow>
  );
}
