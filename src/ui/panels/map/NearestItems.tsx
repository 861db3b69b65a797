/** The chosen item and those nearest to it. */
import { Table, Text } from '@mantine/core';
import type { ItemColumns } from '../../../protocol/dataset';
import type { NearItem } from '../../../protocol/mapService';
import { formatMetric } from '../../charts/formatMetric';
import { itemGenres, itemName } from './itemWords';
import classes from './Map.module.css';

interface NearestItemsProps {
  columns: ItemColumns;
  selected: number | null;
  near: readonly NearItem[];
  onSelect: (item: number) => void;
}

export function NearestItems({ columns, selected, near, onSelect }: NearestItemsProps) {
  return (
    <section aria-label="Nearest films">
      <Text component="h3" fw={600} m={0}>
        Nearest films
      </Text>
      {selected === null ? (
        <Text size="sm" c="dimmed">
          Click a point, or find a film by its title, to see which films have vectors like its own.
        </Text>
      ) : (
        <>
          <Text size="sm" role="status">
            To {itemName(columns, selected)}
            <Text span c="dimmed" size="sm" display="block">
              {itemGenres(columns, selected)}
            </Text>
          </Text>
          <Table
            verticalSpacing={3}
            horizontalSpacing={6}
            fz="sm"
            aria-label={`Films nearest to ${itemName(columns, selected)}`}
            style={{ fontVariantNumeric: 'tabular-nums' }}
          >
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Film</Table.Th>
                <Table.Th ta="right">
                  <abbr title="Cosine of the angle between the two vectors, from −1 to 1">Cosine</abbr>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {near.map(({ item, similarity }) => (
                <Table.Tr key={item}>
                  <Table.Td>
                    <button type="button" className={classes.name} onClick={() => onSelect(item)}>
                      {itemName(columns, item)}
                    </button>
                    <Text size="xs" c="dimmed" lh={1.3}>
                      {itemGenres(columns, item)}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right">{formatMetric(similarity)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </section>
  );
}
