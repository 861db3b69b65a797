/** What the map shows, in words, or how far it is; one line, so that nothing below it moves. */
import { Button, Group, Progress, Text } from '@mantine/core';
import type { Progress as Done } from '../../../protocol/dataService';
import type { ItemMap } from '../../../protocol/mapService';
import { cancelMap, type OpenedVectors } from '../../store/map';

interface MapStatusProps {
  opened: OpenedVectors | null;
  map: ItemMap | null;
  progress: Done | null;
}

export function MapStatus({ opened, map, progress }: MapStatusProps) {
  if (progress)
    return (
      <Group gap="xs" mih={36} role="status">
        <Text size="sm">
          {progress.label}
          {progress.fraction !== null && ` ${Math.round(100 * progress.fraction)} %`}
        </Text>
        <Progress
          flex={1}
          maw={320}
          value={100 * (progress.fraction ?? 1)}
          animated={progress.fraction === null}
          aria-label={progress.label}
          transitionDuration={0}
        />
        <Button size="xs" variant="default" onClick={cancelMap}>
          Cancel
        </Button>
      </Group>
    );
  return (
    <Group mih={36}>
      <Text size="sm" c="dimmed" role="status">
        {opened && map ? wordsOf(opened, map) : ''}
      </Text>
    </Group>
  );
}

function wordsOf({ columns, vectors }: OpenedVectors, { items, explained }: ItemMap): string {
  const missing = columns.numItems - items.length;
  const films = `${items.length.toLocaleString('en')} films, ${vectors.dimension} numbers each, from ${vectors.source}.`;
  const without = missing > 0 ? ` ${missing.toLocaleString('en')} have no vector and are not shown.` : '';
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const method = explained
    ? ` Drawn along the two axes on which they differ most: ${share(explained[0])} and ${share(explained[1])} of the variance.`
    : ' Films near each other have similar vectors; distances between groups mean little.';
  return films + without + method;
}
