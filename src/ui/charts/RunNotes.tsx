/** What a reader of the numbers should know: what was left out of the data, how it was asked, what chance reaches. */
import { Text } from '@mantine/core';
import type { RunRecord } from '../store/runRecord';

/** Each note once, with the runs that it is of where it is not of all. */
export function RunNotes({ runs }: { runs: readonly RunRecord[] }) {
  const started = runs.filter((run) => run.info);
  const notes = [...new Set(started.flatMap((run) => run.info!.notes))];
  if (notes.length === 0) return null;
  const ownersOf = (note: string): string => {
    const owners = started.filter((run) => run.info!.notes.includes(note));
    return owners.length < started.length ? `${owners.map(({ name }) => name).join(', ')}: ` : '';
  };
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
        What to know of these numbers ({notes.length})
      </Text>
      <ul style={{ margin: '4px 0 0', paddingLeft: 20 }}>
        {notes.map((note) => (
          <Text key={note} component="li" size="sm">
            {ownersOf(note)}
            {note}
          </Text>
        ))}
      </ul>
    </details>
  );
}
