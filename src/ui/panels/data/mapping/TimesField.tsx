/** How times are written: what a number counts, or in which order a date names its parts. */
import { NativeSelect } from '@mantine/core';
import type { ColumnMapping } from '../../../../protocol/dataService';
import { text } from '../../../messages';
import { exampleOf, orders, readingOf, units, type TimeReading } from './timeReading';

interface TimesFieldProps {
  mapping: ColumnMapping;
  /** Cells of the column, to give an example. */
  cells: string[];
  onChange: (change: TimeReading) => void;
}

export function TimesField({ mapping: { dateOrder, timeUnit }, cells, onChange }: TimesFieldProps) {
  const words = text.mapping.times;
  const dates = orders.map((order) => {
    const example = exampleOf(cells, order);
    return { value: order, label: words.orders[order] + (example ? `: ${example}` : '') };
  });
  return (
    <NativeSelect
      size="xs"
      maw="26rem"
      label={words.title}
      value={timeUnit ?? dateOrder ?? ''}
      data={[
        ...(timeUnit === null && dateOrder === null ? [{ value: '', label: words.byContent }] : []),
        { group: words.numbers, items: units.map((value) => ({ value, label: words.units[value] })) },
        { group: words.dates, items: dates },
      ]}
      onChange={(event) => onChange(readingOf(event.currentTarget.value))}
    />
  );
}
