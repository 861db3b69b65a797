/** Asks how a table of interactions is to be read: what is unsure first, then the columns, with what the rows become. */
import { Button, Checkbox, NativeSelect, Paper, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ColumnMapping, MappingAsk, MappingQuestion, TableChoice } from '../../../protocol/dataService';
import { text } from '../../messages';
import { answerMapping, askAs, importAs } from '../../store/imports';
import { ColumnsForm, type ColumnRole } from './ColumnsForm';
import { EventsField } from './mapping/EventsField';
import { RowsPreview } from './mapping/RowsPreview';
import { TablesField } from './mapping/TablesField';
import { TimesField } from './mapping/TimesField';
import { byContent } from './mapping/timeReading';
import { codesIn, UnratedField } from './mapping/UnratedField';
import { ValuesField } from './mapping/ValuesField';
import { TableLayoutFields } from './TableLayoutFields';

const roles = ['user', 'item', 'rating', 'timestamp'] as const;
const moreRoles = ['session', 'event', 'timeWithin', 'title', 'year', 'genres', 'text'] as const;
type Role = (typeof roles | typeof moreRoles)[number];

const usesOf = (tables: TableChoice[]): string =>
  tables
    .filter(({ use }) => use !== 'items' && use !== 'users' && use !== 'aside')
    .map(({ file }) => file)
    .join('\n');

/** What follows from columns that are not there. */
function hintOf({ layout, rating, ratingIs, timestamp }: ColumnMapping): string {
  if (layout !== 'lists' && rating === null) return text.mapping.noRating;
  if (rating !== null && ratingIs === 'count') return text.mapping.areCounts;
  return timestamp === null ? text.mapping.noTime : '';
}

export function MappingForm({ question }: { question: MappingQuestion }) {
  const [mapping, setMapping] = useState<ColumnMapping>(question.guess);
  const [tables, setTables] = useState<TableChoice[]>(question.tables);
  const { guess, columns, rows } = question;
  const change = (some: Partial<ColumnMapping>): void => setMapping({ ...mapping, ...some });
  const cellsOf = (column: number): string[] => rows.map((row) => row[column] ?? '');

  const choose = (role: Role, column: number | null): void => {
    // What was said of a column does not hold for another one.
    const said: Partial<Record<Role, Partial<ColumnMapping>>> = {
      rating: { unrated: [], ratingIs: 'rating' },
      event: { events: null },
      timestamp: byContent,
      session: { repeats: column !== null },
    };
    change({ ...said[role], [role]: column });
  };
  const chooseTables = (chosen: TableChoice[]): void => {
    // Another table of interactions has columns of its own, which must be looked at anew.
    if (usesOf(chosen) !== usesOf(tables)) void askAs({ tables: chosen });
    else setTables(chosen);
  };

  const { item, session, user, rating, timestamp } = mapping;
  const nobody = user === null && session === null;
  const same = item === (session ?? user);
  const noEvent = mapping.events?.length === 0;
  const faultOf = (role: Role): string =>
    role === 'user' && nobody
      ? text.mapping.nobody
      : same && (role === 'item' || role === (session === null ? 'user' : 'session'))
        ? text.mapping.same
        : '';
  const roleOf = (role: Role): ColumnRole<Role> => ({
    role,
    label: role === 'rating' && mapping.ratingIs === 'count' ? text.mapping.count : text.mapping.roles[role],
    optional: role !== 'item' && !(role === 'user' && session === null),
    column: mapping[role],
    fault: faultOf(role),
  });

  const isRated = rating !== null && mapping.ratingIs === 'rating';
  const fields: [ask: MappingAsk, field: ReactNode][] = [];
  const tablesField = <TablesField tables={tables} onChange={chooseTables} />;
  if (tables.length > 1 && question.asks.includes('tables')) fields.push(['tables', tablesField]);
  if (rating !== null)
    fields.push([
      'values',
      <ValuesField column={columns[rating]!} value={mapping.ratingIs} onChange={change} />,
    ]);
  if (isRated && rating === guess.rating && codesIn(question).length > 0)
    fields.push(['unrated', <UnratedField question={question} mapping={mapping} onChange={change} />]);
  if (mapping.event !== null && mapping.event === guess.event && question.events.length > 0)
    fields.push(['events', <EventsField question={question} mapping={mapping} onChange={change} />]);
  if (timestamp !== null)
    fields.push([
      'date-order',
      <TimesField mapping={mapping} cells={cellsOf(timestamp)} onChange={change} />,
    ]);
  const fieldsThat = (isAsked: boolean): ReactNode =>
    fields
      .filter(([ask]) => question.asks.includes(ask) === isAsked)
      .map(([ask, field]) => <div key={ask}>{field}</div>);
  const asked = question.asks.filter((ask) => ask === 'columns' || fields.some(([one]) => one === ask));
  const isTable = mapping.layout === 'table';
  return (
    <ColumnsForm
      title={text.mapping.title(question.file)}
      columns={columns}
      rows={rows}
      roles={mapping.layout === 'lists' ? [] : roles.map(roleOf)}
      moreRoles={mapping.layout === 'lists' ? [] : moreRoles.map(roleOf)}
      onRole={choose}
      first={
        asked.length > 0 && (
          <Paper withBorder p="sm" mb="sm" component="section" aria-label={text.mapping.unsure}>
            <Text size="sm" fw={600} c="petrol" mb={4}>
              {text.mapping.unsure}
            </Text>
            <Stack gap="sm">
              {asked.includes('columns') && <Text size="sm">{text.mapping.unsureColumns}</Text>}
              {fieldsThat(true)}
            </Stack>
          </Paper>
        )
      }
      layout={
        isTable && (
          <TableLayoutFields
            layout={mapping}
            onChange={(layout) => void askAs({ tables, readAs: { layout: mapping.layout, ...layout } })}
          />
        )
      }
      message={
        noEvent
          ? text.mapping.events.none
          : nobody
            ? text.mapping.nobody
            : same
              ? text.mapping.same
              : text.mapping.layouts[mapping.layout] || hintOf(mapping)
      }
      isWrong={nobody || same || noEvent}
      submit={text.mapping.import}
      onSubmit={() => void answerMapping(mapping, tables)}
      preview={<RowsPreview mapping={mapping} tables={tables} />}
      otherwise={
        <Button size="xs" variant="subtle" onClick={() => void importAs('plots')}>
          {text.plots.arePlots}
        </Button>
      }
    >
      {tables.length > 1 && !asked.includes('tables') && <div style={{ marginTop: 12 }}>{tablesField}</div>}
      <details>
        <Text component="summary" size="sm" mt="xs" style={{ cursor: 'pointer' }}>
          {text.mapping.howRead}
        </Text>
        <Stack gap="sm" mt={4}>
          {fieldsThat(false)}
          {isRated && (
            <NativeSelect
              size="xs"
              maw="16rem"
              label={text.mapping.decimal}
              value={mapping.decimal}
              data={Object.entries(text.mapping.decimals).map(([value, label]) => ({ value, label }))}
              onChange={(event) => change({ decimal: event.currentTarget.value === ',' ? ',' : '.' })}
            />
          )}
          <Checkbox
            size="xs"
            label={text.mapping.repeats}
            checked={mapping.repeats}
            onChange={(event) => change({ repeats: event.currentTarget.checked })}
          />
        </Stack>
      </details>
    </ColumnsForm>
  );
}
