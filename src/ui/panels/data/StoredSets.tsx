/** The data sets kept in this browser: use one, delete one. */
import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { DatasetEntry } from '../../../protocol/dataService';
import { IconButton } from '../../controls/IconButton';
import { text } from '../../messages';
import { chooseDataset, removeDataset, useDatasets } from '../../store/datasets';
import classes from './StoredSets.module.css';

/** A set that is stored, or the one that is built in. */
type Row = Omit<DatasetEntry, 'bytes' | 'importedAt'>;

export function StoredSets() {
  const { entries, generated, current } = useDatasets();
  const [deleting, setDeleting] = useState<string | null>(null);
  const row = (set: Row, size: string, end: React.ReactNode) => (
    <li key={set.fingerprint} className={classes.row}>
      <div className={classes.words}>
        <Text size="sm" fw={500}>
          {set.name}
        </Text>
        <Text size="xs" c="dimmed">
          {text.data.counts(set)} · {size}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        {set.fingerprint === current?.fingerprint ? (
          <Badge variant="outline" radius="sm" tt="none" miw="max-content">
            {text.data.inUse}
          </Badge>
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => chooseDataset(set)}>
            {text.data.use}
          </Button>
        )}
        {end}
      </Group>
    </li>
  );
  return (
    <section>
      <Title order={2} mb={4}>
        {text.data.stored}
      </Title>
      <ul className={classes.list}>
        {generated && row(generated, text.data.builtIn, <span className={classes.gap} />)}
        {entries.map((entry) =>
          row(
            entry,
            text.data.size(entry.bytes),
            deleting === entry.fingerprint ? (
              <Button
                size="compact-xs"
                color="red"
                autoFocus
                onBlur={() => setDeleting(null)}
                onClick={() => {
                  setDeleting(null);
                  void removeDataset(entry);
                }}
              >
                {text.data.deleteConfirm}
              </Button>
            ) : (
              <IconButton
                icon="trash"
                size="sm"
                label={text.data.delete(entry.name)}
                onClick={() => setDeleting(entry.fingerprint)}
              />
            ),
          ),
        )}
      </ul>
    </section>
  );
}
