/** What became of the rows of one import: how many were read, what was left out, assumed and changed. */
import { Text } from '@mantine/core';
import type { ImportAccount } from '../../../protocol/dataService';
import type { DatasetSummary } from '../../../protocol/dataset';
import { text } from '../../messages';
import { MalformedRows } from './MalformedRows';
import { PlotsMatch } from './PlotsMatch';

interface ImportDetailsProps {
  account: ImportAccount;
  /** Of the data set that it led to. */
  summary: DatasetSummary;
}

export function ImportDetails({ account: { report, join }, summary }: ImportDetailsProps) {
  const ofPlots = join !== null || summary.numInteractions === 0;
  const duplicates = ofPlots ? text.plots.duplicates : text.data.duplicates;
  const rows = [
    text.data.report(report.format, report.rowsRead),
    text.data.malformed(report.malformed),
    // In a log of clicks an item may come again.
    ...(summary.repeats ? [] : [duplicates(report.duplicates)]),
  ];
  return (
    <>
      {join && <PlotsMatch join={join} />}
      <Text size="sm" c="dimmed" mt={join ? 'xs' : 0}>
        {rows.join(', ')}.
      </Text>
      {report.notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
      {report.examples.length > 0 && <MalformedRows rows={report.examples} />}
    </>
  );
}
