/** Which kinds of rows count as interactions, each with how many there are. */
import { Checkbox, Group } from '@mantine/core';
import type { ColumnMapping, MappingQuestion } from '../../../../protocol/dataService';
import { text } from '../../../messages';

interface EventsFieldProps {
  question: MappingQuestion;
  mapping: ColumnMapping;
  onChange: (change: Pick<ColumnMapping, 'events'>) => void;
}

export function EventsField({ question: { events, columns }, mapping, onChange }: EventsFieldProps) {
  const all = events.map(({ value }) => value);
  const chosen = mapping.events ?? all;
  return (
    <Checkbox.Group
      label={text.mapping.events.title(columns[mapping.event!]!)}
      error={chosen.length === 0 && text.mapping.events.none}
      value={chosen}
      onChange={(values) => onChange({ events: values.length === all.length ? null : values })}
    >
      <Group gap="md" mt={6}>
        {events.map(({ value, count }) => (
          <Checkbox key={value} size="xs" value={value} label={text.mapping.events.one(value, count)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
