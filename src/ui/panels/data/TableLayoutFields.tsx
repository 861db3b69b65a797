/** How a table is written: its separator, and whether its first row names the columns. */
import { Checkbox, NativeSelect } from '@mantine/core';
import { text } from '../../messages';

interface TableLayout {
  delimiter: string;
  hasHeader: boolean;
}

interface TableLayoutFieldsProps {
  layout: TableLayout;
  onChange: (layout: TableLayout) => void;
}

export function TableLayoutFields({ layout: { delimiter, hasHeader }, onChange }: TableLayoutFieldsProps) {
  const delimiters = Object.entries(text.mapping.delimiters).map(([value, label]) => ({ value, label }));
  return (
    <>
      <NativeSelect
        size="xs"
        label={text.mapping.delimiter}
        value={delimiter}
        data={delimiters}
        onChange={(event) => onChange({ delimiter: event.currentTarget.value, hasHeader })}
      />
      <Checkbox
        size="xs"
        pb={8}
        style={{ alignSelf: 'end' }}
        label={text.mapping.header}
        checked={hasHeader}
        onChange={(event) => onChange({ delimiter, hasHeader: event.currentTarget.checked })}
      />
    </>
  );
}
