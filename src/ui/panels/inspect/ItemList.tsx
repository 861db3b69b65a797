/** Items as a list: a place or rank, the item, and a value. */
import { Badge, ScrollArea, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InspectedItem } from '../../../protocol/trainService';

/** Columns that are null are left out. */
type Head = [before: string | null, item: string, after: string | null];

export interface ItemRow {
  item: InspectedItem;
  before: string;
  after: ReactNode;
  hit: boolean;
  /** Told below the item, after its genres. */
  detail?: string;
}

interface ItemListProps {
  label: string;
  head: Head;
  rows: ItemRow[];
}

export function ItemList({ label, head, rows }: ItemListProps) {
  return (
    <ScrollArea.Autosize
      // Ten films fit; longer lists scroll.
      mah={640}
      type="auto"
      offsetScrollbars="y"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': `${label}, list` }}
    >
      <Table verticalSpacing={3} horizontalSpacing={6} fz="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            {head[0] !== null && (
              <Table.Th w={48} ta="right">
                {head[0]}
              </Table.Th>
            )}
            <Table.Th>{head[1]}</Table.Th>
            {head[2] !== null && <Table.Th ta="right">{head[2]}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ item, before, after, hit, detail }, i) => (
            <Table.Tr key={i}>
              {head[0] !== null && <Table.Td ta="right">{before}</Table.Td>}
              <Table.Td>
                {item.title || item.itemId}
                {item.year > 0 && ` (${item.year})`}
                {hit && (
                  <Badge ml={6} size="sm" variant="outline" color="green" tt="none" c="var(--page-good)">
                    ✓ hit
                  </Badge>
                )}
                <Text size="xs" c="dimmed" lh={1.3}>
                  {[
                    ...(item.genres.length > 0 ? [item.genres.join(', ')] : []),
                    ...(detail ? [detail] : []),
                  ].join(' · ')}
                </Text>
              </Table.Td>
              {head[2] !== null && <Table.Td ta="right">{after}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
