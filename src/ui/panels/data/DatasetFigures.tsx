/** The figures of one data set: counts, ratings, long tail, time span, sample rows, plots. */
import { ScrollArea, SimpleGrid, Table, Text, Title } from '@mantine/core';
import type { ImportAccount } from '../../../protocol/dataService';
import type { DatasetSummary } from '../../../protocol/dataset';
import { text } from '../../messages';
import { ActivityCurve } from './ActivityCurve';
import classes from './DatasetFigures.module.css';
import { ImportAccounts } from './ImportAccounts';
import { KnownOf } from './KnownOf';
import { PlotSample } from './PlotSample';
import { RatingHistogram } from './RatingHistogram';

const date = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

function timeOf({ time, timeSpan }: DatasetSummary): string {
  if (timeSpan) return `${date(timeSpan.from)} – ${date(timeSpan.to)}`;
  return time === 'order' ? text.summary.orderOnly : text.summary.noTime;
}

/** Earlier versions kept no word of sessions: what repeated was a log of them. */
const isOfSessions = ({ ofSessions, repeats }: DatasetSummary): boolean => ofSessions ?? repeats ?? false;

/** Where every row counts the same there are no ratings to show. */
const isRated = ({ ratingScale }: DatasetSummary): boolean => ratingScale.max > ratingScale.min;

interface DatasetFiguresProps {
  summary: DatasetSummary;
  /** How it was read. */
  accounts: ImportAccount[];
}

export function DatasetFigures({ summary, accounts }: DatasetFiguresProps) {
  const hasRatings = summary.numInteractions > 0;
  const items: [string, string] = [text.summary.items, summary.numItems.toLocaleString('en')];
  const fingerprint: [string, string] = [text.summary.fingerprint, summary.fingerprint.slice(0, 8)];
  const ofClicks = isOfSessions(summary);
  const mean: [string, string] = [text.summary.mean, summary.meanRating.toFixed(2)];
  const ofRatings: [string, string][] = [
    [ofClicks ? text.summary.sessions : text.summary.users, summary.numUsers.toLocaleString('en')],
    items,
    [
      ofClicks ? text.summary.clicks : text.summary.interactions,
      summary.numInteractions.toLocaleString('en'),
    ],
    [text.summary.sparsity, `${(100 * summary.sparsity).toFixed(2)} %`],
    ...(isRated(summary) ? [mean] : []),
    [text.summary.time, timeOf(summary)],
    fingerprint,
  ];
  const figures = hasRatings ? ofRatings : [items, fingerprint];
  return (
    <section>
      <Title order={2} mb={4}>
        {summary.name}
      </Title>
      <dl className={classes.figures}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {summary.predefinedGroups.length > 0 && (
        <Text size="sm" mt="xs">
          {text.summary.predefined}: {summary.predefinedGroups.map(({ group }) => group).join(', ')}
        </Text>
      )}
      {summary.genreNames.length > 0 && (
        <Text size="sm" mt={4} c="dimmed">
          {text.summary.genres}: {summary.genreNames.join(', ')}
        </Text>
      )}
      {/* Sets stored by earlier versions have no word of what is known. */}
      <KnownOf
        label={(ofClicks ? text.summary.ofSessions : text.summary.ofUsers)(summary.numUsers)}
        attributes={summary.userAttributes ?? []}
        of={summary.numUsers}
      />
      <KnownOf
        label={text.summary.ofItems(summary.numItems)}
        attributes={summary.itemAttributes ?? []}
        of={summary.numItems}
      />
      <ImportAccounts accounts={accounts} summary={summary} />
      {hasRatings ? (
        <RatingFigures summary={summary} />
      ) : (
        <Text size="sm" mt="xs">
          {text.summary.noRatings}
        </Text>
      )}
      {/* Sets stored by earlier versions have no word of plots. */}
      {summary.plots && <PlotSample plots={summary.plots} numItems={summary.numItems} />}
    </section>
  );
}

function RatingFigures({ summary }: { summary: DatasetSummary }) {
  const ofClicks = isOfSessions(summary);
  const rated = isRated(summary);
  const hasTitles = summary.sampleRows.some(({ title }) => title !== '');
  return (
    <>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" mt="md">
        {rated && <RatingHistogram counts={summary.ratingCounts} />}
        <ActivityCurve users={summary.userActivity} items={summary.itemActivity} ofClicks={ofClicks} />
      </SimpleGrid>
      <Title order={3} mt="md">
        {text.summary.sample}
      </Title>
      <ScrollArea viewportProps={{ tabIndex: 0, 'aria-label': text.summary.sample }}>
        <Table fz="xs" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{ofClicks ? text.summary.columns.session : text.summary.columns.user}</Table.Th>
              <Table.Th>{text.summary.columns.item}</Table.Th>
              {hasTitles && <Table.Th>{text.summary.columns.title}</Table.Th>}
              {rated && <Table.Th ta="right">{text.summary.columns.rating}</Table.Th>}
              <Table.Th>{text.summary.columns.time}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {summary.sampleRows.map((row, index) => (
              <Table.Tr key={index}>
                <Table.Td>{row.user}</Table.Td>
                <Table.Td>{row.item}</Table.Td>
                {hasTitles && <Table.Td>{row.title}</Table.Td>}
                {rated && <Table.Td ta="right">{row.rating}</Table.Td>}
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  {summary.time === 'seconds'
                    ? date(row.timestamp)
                    : summary.time === 'order'
                      ? row.timestamp
                      : '–'}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </>
  );
}
