/** Picks one entry of a registry; every option says what it is and which paper it comes from. */
import { Select, Text } from '@mantine/core';
import type { Entry } from '../../protocol/catalog';
import { FieldRow, type FieldRowProps } from './FieldRow';
import classes from './ChoiceField.module.css';

interface ChoiceFieldProps extends Omit<FieldRowProps, 'children' | 'fault' | 'width' | 'help' | 'unit'> {
  entries: Entry[];
  value: string;
  onChange: (id: string) => void;
  /** Heading under which an entry stands in the list; left out: there are none. */
  groupOf?: ((entry: Entry) => string) | undefined;
}

/** Longer names of entries do not fit beside the name of the field. */
const longestBeside = 22;

export function ChoiceField({ entries, value, onChange, groupOf, ...row }: ChoiceFieldProps) {
  const chosen = entries.find((entry) => entry.id === value);
  const isWide = entries.some(({ label }) => label.length > longestBeside);
  const optionsOf = (some: Entry[]) => some.map(({ id, label }) => ({ value: id, label }));
  return (
    <>
      <FieldRow {...row} {...(isWide && { width: 'wide' as const })}>
        <Select
          id={row.id}
          size="xs"
          aria-labelledby={`${row.id}-label`}
          aria-describedby={`${row.id}-words`}
          data={
            groupOf
              ? [...new Set(entries.map(groupOf))].map((group) => ({
                  group,
                  items: optionsOf(entries.filter((entry) => groupOf(entry) === group)),
                }))
              : optionsOf(entries)
          }
          value={value}
          allowDeselect={false}
          maxDropdownHeight={400}
          comboboxProps={{ width: 'min(22rem, calc(100vw - 2rem))', position: 'bottom-end' }}
          onChange={(id) => id !== null && onChange(id)}
          renderOption={({ option, checked }) => {
            const entry = entries.find(({ id }) => id === option.value);
            return (
              <div className={classes.option} data-checked={checked || undefined}>
                <div className={classes.name}>{option.label}</div>
                <div className={classes.words}>{entry?.help}</div>
                {entry?.citation && <div className={classes.citation}>{entry.citation}</div>}
              </div>
            );
          }}
        />
      </FieldRow>
      <div className={classes.chosen} id={`${row.id}-words`}>
        {chosen && (
          <Text size="xs" c="dimmed">
            {chosen.help} {chosen.citation && <cite className={classes.source}>{chosen.citation}</cite>}
          </Text>
        )}
      </div>
    </>
  );
}
