/** The map as a table: for those who do not see it, and to look something up. */
import { Pagination, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ItemColumns } from '../../../protocol/dataset';
import type { ItemMap } from '../../../protocol/mapService';
import { formatMetric } from '../../charts/formatMetric';
import { itemGenres, itemName } from './itemWords';
import classes from './Map.module.css';

interface MapTableProps {
  columns: ItemColumns;
  map: ItemMap;
  /** Places in `map` of those to list. */
  points: readonly number[];
  onSelect: (item: number) => void;
}

/** Thousands of rows at once would hold the page up. */
const rowsPerPage = 100;

export function MapTable({ columns, map, points, onSelect }: MapTableProps) {
  const [wanted, setWanted] = useState(1);
  const sorted = useMemo(() => {
    const named = points.map((point) => ({ point, name: itemName(columns, map.items[point]!) }));
    return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ point }) => point);
  }, [columns, map, points]);
  const pages = Math.max(1, Math.ceil(points.length / rowsPerPage));
  const page = Math.min(wanted, pages);
  if (points.length === 0) return <Text size="sm">No genre is shown. Choose some in the legend.</Text>;
  return (
    <Stack gap="xs">
      <ScrollArea
        h="clamp(280px, 56vh, 600px)"
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Films of the map, table' }}
      >
        <Table stickyHeader striped fz="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Film</Table.Th>
              <Table.Th scope="col">Genres</Table.Th>
              <Table.Th scope="col" ta="right">
                Across
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Up
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.slice((page - 1) * rowsPerPage, page * rowsPerPage).map((point) => {
              const item = map.items[point]!;
              return (
                <Table.Tr key={item}>
                  <Table.Th scope="row" fw={400}>
                    <button type="button" className={classes.name} onClick={() => onSelect(item)}>
                      {itemName(columns, item)}
                    </button>
                  </Table.Th>
                  <Table.Td>{itemGenres(columns, item)}</Table.Td>
                  <Table.Td ta="right">{formatMetric(map.x[point])}</Table.Td>
                  <Table.Td ta="right">{formatMetric(map.y[point])}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      {pages > 1 && (
        <Pagination
          size="sm"
          siblings={1}
          total={pages}
          value={page}
          onChange={setWanted}
          getItemProps={(number) => ({ 'aria-label': `Page ${number} of ${pages}` })}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
        />
      )}
    </Stack>
  );
}
