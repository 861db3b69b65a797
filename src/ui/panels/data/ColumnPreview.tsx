/** The first rows of a table that is asked about, with what each column was chosen for. */
import { ScrollArea, Table, Text } from '@mantine/core';
import { text } from '../../messages';

/** Characters from which a cell is cut to two lines. */
const longCell = 80;

interface ColumnPreviewProps {
  columns: string[];
  rows: string[][];
  /** What a column stands for, '' for nothing. */
  roleOf: (column: number) => string;
}

export function ColumnPreview({ columns, rows, roleOf }: ColumnPreviewProps) {
  return (
    <ScrollArea.Autosize mah={280} viewportProps={{ tabIndex: 0, 'aria-label': text.mapping.preview }}>
      <Table fz="xs" verticalSpacing={2} withColumnBorders>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (
              <Table.Th key={`${index}-${column}`}>
                {column}
                <Text size="xs" c="petrol" fw={600}>
                  {roleOf(index) || '\u00a0'}
                </Text>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              {row.map((cell, column) => (
                <Table.Td key={column}>
                  {cell.length > longCell ? (
                    <Text fz="xs" lineClamp={2} miw="18rem">
                      {cell}
                    </Text>
                  ) : (
                    cell
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
