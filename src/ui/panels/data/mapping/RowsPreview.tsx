/** What the first rows become by the choices as they stand, read as the import will read them. */
import { ScrollArea, Table, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type {
  ColumnMapping,
  MappingPreview,
  PreviewRow,
  TableChoice,
} from '../../../../protocol/dataService';
import { toAppError, type AppError } from '../../../../protocol/errors';
import { text } from '../../../messages';
import { previewMapping } from '../../../store/imports';

interface RowsPreviewProps {
  mapping: ColumnMapping;
  tables: TableChoice[];
}

export function RowsPreview({ mapping, tables }: RowsPreviewProps) {
  const [preview, setPreview] = useState<MappingPreview | AppError | null>(null);
  useEffect(() => {
    let isLatest = true;
    previewMapping(mapping, tables).then(
      (shown) => isLatest && setPreview(shown),
      (thrown: unknown) => {
        const error = toAppError(thrown);
        if (isLatest && error.code !== 'cancelled') setPreview(error);
      },
    );
    return () => {
      isLatest = false;
    };
  }, [mapping, tables]);
  const { title, columns } = text.mapping.becomes;
  if (!preview) return null;
  if (!('rows' in preview))
    return (
      <Text size="xs" c="red" mt="xs">
        {preview.what} {preview.hint}
      </Text>
    );
  const isUsed = mapping.unrated.length === 0 || mapping.unratedAs === 'left-out';
  const isRated = mapping.rating !== null && mapping.ratingIs === 'rating' && isUsed;
  const hasTitles = preview.rows.some(({ title }) => title !== '');
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ScrollArea viewportProps={{ tabIndex: 0, 'aria-label': title }}>
        <Table fz="xs" verticalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{mapping.session === null ? columns.user : columns.session}</Table.Th>
              <Table.Th>{columns.item}</Table.Th>
              {hasTitles && <Table.Th>{columns.title}</Table.Th>}
              {isRated && <Table.Th>{columns.rating}</Table.Th>}
              <Table.Th>{columns.time}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.rows.map((row, index) => (
              <Table.Tr key={index}>
                <Table.Td>{row.user}</Table.Td>
                <Table.Td>{row.item}</Table.Td>
                {hasTitles && <Table.Td>{row.title}</Table.Td>}
                {isRated && <Table.Td>{row.rating}</Table.Td>}
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{timeOf(row)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      {preview.leftOut.map(({ line, reason }) => (
        <Text key={line} size="xs" c="red">
          {text.mapping.becomes.leftOut(line, reason)}
        </Text>
      ))}
    </section>
  );
}

function timeOf({ time }: PreviewRow): string {
  if (!time) return '–';
  if ('place' in time) return text.mapping.becomes.place(time.place);
  return new Date(time.seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
