/** Rows that could not be read, each with its place and the reason. */
import { ScrollArea, Table } from '@mantine/core';
import type { MalformedRow } from '../../../protocol/dataService';
import { text } from '../../messages';

export function MalformedRows({ rows }: { rows: MalformedRow[] }) {
  return (
    <ScrollArea.Autosize mah={240} viewportProps={{ tabIndex: 0, 'aria-label': text.data.malformedList }}>
      <Table fz="xs" verticalSpacing={2} captionSide="top">
        <Table.Caption ta="left">{text.data.malformedList}</Table.Caption>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={`${row.file}:${row.line}`}>
              <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
                {text.data.where(row.file, row.line)}
              </Table.Th>
              <Table.Td>{row.reason}</Table.Td>
              <Table.Td ff="monospace">{row.text}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
