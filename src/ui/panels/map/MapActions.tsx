/** What can be done with the vectors shown: save them, keep them, look at them as a table. */
import { Button, Group, Menu } from '@mantine/core';
import type { ItemVectorsEntry } from '../../../protocol/dataService';
import type { VectorsFormat } from '../../../protocol/mapService';
import { download, fileName } from '../../charts/download';
import { Icon } from '../../controls/Icon';
import { keepVectors, removeVectors } from '../../store/keptVectors';
import { vectorsFile, type OpenedVectors } from '../../store/map';

interface MapActionsProps {
  opened: OpenedVectors;
  kept: readonly ItemVectorsEntry[];
  asTable: boolean;
  onTable: (asTable: boolean) => void;
}

export function MapActions({ opened, kept, asTable, onTable }: MapActionsProps) {
  const { source, columns, vectors } = opened;
  const save = async (format: VectorsFormat): Promise<void> => {
    const file = await vectorsFile(format);
    if (file) download(`${fileName(vectors.name)}-vectors.${format}`, file);
  };
  const isKept = kept.some((entry) => entry.name === vectors.name && entry.source === vectors.source);
  return (
    <Group gap="xs">
      <Button
        variant={asTable ? 'light' : 'default'}
        aria-pressed={asTable}
        leftSection={<Icon name="table" />}
        onClick={() => onTable(!asTable)}
      >
        View as table
      </Button>
      <Menu position="bottom-end" withArrow shadow="md">
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="download" />}>
            Save vectors
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void save('csv')}>As CSV, with ids and titles</Menu.Item>
          <Menu.Item onClick={() => void save('safetensors')}>As safetensors, for Python</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {source.kind === 'run' ? (
        <Button
          variant="default"
          disabled={isKept}
          onClick={() => void keepVectors(columns.fingerprint, vectors)}
        >
          {isKept ? 'Kept with the data set' : 'Keep with the data set'}
        </Button>
      ) : (
        <Button
          variant="default"
          disabled={!isKept}
          onClick={() => void removeVectors(source.fingerprint, source.name)}
        >
          {isKept ? 'No longer keep' : 'No longer kept'}
        </Button>
      )}
    </Group>
  );
}
