/** The values of a chart as a table, in the room of the chart. */
import { ScrollArea, Table } from '@mantine/core';
import type { CsvCell } from './csv';
import { formatMetric } from './formatMetric';

interface ChartTableProps {
  title: string;
  /** The first row is the header. */
  rows: readonly (readonly CsvCell[])[];
  height: number;
}

export function ChartTable({ title, rows, height }: ChartTableProps) {
  const [header = [], ...body] = rows;
  return (
    <ScrollArea
      h={height}
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': `${title}, table` }}
    >
      <Table
        stickyHeader
        striped
        withRowBorders={false}
        fz="sm"
        style={{ fontVariantNumeric: 'tabular-nums' }}
      >
        <Table.Caption style={{ position: 'absolute', clipPath: 'inset(50%)' }}>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {header.map((cell, i) => (
              <Table.Th key={i} scope="col" ta={i === 0 ? 'left' : 'right'} style={{ whiteSpace: 'nowrap' }}>
                {cell}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {body.map((row) => (
            <Table.Tr key={String(row[0])}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <Table.Th key={i} scope="row" fw={400}>
                    {typeof cell === 'number' && !Number.isInteger(cell) ? cell.toFixed(2) : cell}
                  </Table.Th>
                ) : (
                  <Table.Td key={i} ta="right">
                    {typeof cell === 'number' || cell === undefined ? formatMetric(cell) : cell}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
