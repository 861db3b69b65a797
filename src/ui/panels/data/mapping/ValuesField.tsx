/** Whether a column of numbers holds ratings or counts. */
import { Radio, Stack } from '@mantine/core';
import type { ColumnMapping } from '../../../../protocol/dataService';
import { text } from '../../../messages';

interface ValuesFieldProps {
  /** Name of the column. */
  column: string;
  value: ColumnMapping['ratingIs'];
  onChange: (change: Pick<ColumnMapping, 'ratingIs'>) => void;
}

export function ValuesField({ column, value, onChange }: ValuesFieldProps) {
  const words = text.mapping.values;
  return (
    <Radio.Group
      label={words.title(column)}
      value={value}
      onChange={(chosen) => onChange({ ratingIs: chosen === 'count' ? 'count' : 'rating' })}
    >
      <Stack gap={6} mt={6}>
        <Radio size="xs" value="rating" label={words.rating} />
        <Radio size="xs" value="count" label={words.count} />
      </Stack>
    </Radio.Group>
  );
}
