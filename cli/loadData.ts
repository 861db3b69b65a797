/** Brings the data that a command line names into the training browser. */
import type { ImportOptions, ImportOutcome, ImportReport, PlotsJoin } from '../src/protocol/dataService';
import type { DatasetSummary } from '../src/protocol/dataset';
import { AppError } from '../src/protocol/errors';
import type { ExperimentSpec } from '../src/protocol/spec';
import type { TrainArguments } from './arguments';
import { answerOf, readingLines, saysNothing } from './columns';
import { dataFiles } from './dataFiles';
import type { TrainingBrowser } from './trainingBrowser';

type Imported = Extract<ImportOutcome, { status: 'imported' }>;

/**
 * The data the runs train on.
 * @param tell Takes what happened on the way, for people.
 * @throws AppError when they need data that was not given, or it cannot be imported.
 */
export async function loadData(
  browser: TrainingBrowser,
  asked: TrainArguments,
  specs: ExperimentSpec[],
  tell: (line: string) => void,
): Promise<DatasetSummary> {
  const ratings = asked.data.length > 0 ? await loadRatings(browser, asked, tell) : null;
  if (ratings) for (const line of partitionLines(ratings, specs)) tell(line);
  if (asked.plots !== null) return loadPlots(browser, asked.plots, ratings, tell);
  if (ratings) return ratings;
  const needy = specs.find((spec) => spec.data.source === 'imported');
  if (!needy) return browser.call('generate');
  throw new AppError(
    'data-missing',
    `This experiment needs ${needy.data.name}.`,
    'Name its file with --data FILE.',
  );
}

/** Ratings by the guess of which column is which, changed by what the command line says of it; the guess is told. */
async function loadRatings(
  browser: TrainingBrowser,
  { data, reading, acceptMalformed }: TrainArguments,
  tell: (line: string) => void,
): Promise<DatasetSummary> {
  const options: ImportOptions = { kind: 'ratings', acceptMalformed, askColumns: !saysNothing(reading) };
  let outcome = await importFiles(browser, data, options);
  if (outcome.status === 'mapping-needed') {
    const mapping = answerOf(outcome.question, reading);
    for (const line of readingLines(outcome.question, mapping)) tell(line);
    outcome = await importFiles(browser, data, { ...options, mapping });
  }
  const { summary, report } = imported(outcome);
  for (const line of accountLines(summary, report)) tell(line);
  return summary;
}

/** How to use the parts that the tables are of, where the runs do not. */
export function partitionLines(
  { predefinedGroups }: Pick<DatasetSummary, 'predefinedGroups'>,
  specs: Pick<ExperimentSpec, 'split' | 'validation'>[],
): string[] {
  const tables = predefinedGroups.find(({ group }) => group === 'tables');
  if (!tables) return [];
  const notYet = (path: 'split' | 'validation'): string[] =>
    specs.some((spec) => spec[path].id !== 'predefined') ? [`--set ${path}=predefined`] : [];
  const options = [...notYet('split'), ...(tables.hasValidation ? notYet('validation') : [])];
  return options.length > 0 ? [`To train and measure on these parts: ${options.join(' ')}`] : [];
}

/** What came of the rows, and all that was left out or changed on the way. */
export function accountLines(
  {
    name,
    numUsers,
    numItems,
    numInteractions,
    ofSessions,
  }: Pick<DatasetSummary, 'name' | 'numUsers' | 'numItems' | 'numInteractions' | 'ofSessions'>,
  { rowsRead, malformed, examples, duplicates, notes }: ImportReport,
): string[] {
  const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
  const lines = [
    `${name}: ${count(numUsers, ofSessions ? 'session' : 'user')}, ${count(numItems, 'item')}, ${count(numInteractions, 'interaction')} of ${count(rowsRead, 'row')}.`,
  ];
  const first = examples[0];
  if (malformed > 0 && first)
    lines.push(
      `Left out as unreadable: ${count(malformed, 'row')}; the first is ${first.file}, line ${first.line}: ${first.reason}.`,
    );
  if (duplicates > 0)
    lines.push(`Left out: ${count(duplicates, 'row')} of a user and item with a later row.`);
  return [...lines, ...notes];
}

/** Plots by the guess of what is where: nobody can be asked. */
async function loadPlots(
  browser: TrainingBrowser,
  file: string,
  ratings: DatasetSummary | null,
  tell: (line: string) => void,
): Promise<DatasetSummary> {
  const asked = await importFiles(browser, [file], { kind: 'plots' });
  if (asked.status !== 'plots-mapping-needed') return imported(asked).summary;
  const joinTo = ratings?.fingerprint ?? null;
  const plots = { mapping: asked.question.guess, joinTo, genresFrom: 'plots' as const };
  const { summary, report, join } = imported(await importFiles(browser, [file], { kind: 'plots', plots }));
  if (join) tell(joinLine(join));
  for (const note of report.notes) tell(note);
  return summary;
}

/** How the plots met the ratings, in a line. */
export function joinLine({ matched, numItems, matchedNearYear, by, unmatchedPlots }: PlotsJoin): string {
  const share = ((100 * matched) / numItems).toFixed(1);
  const count = (n: number): string => n.toLocaleString('en');
  const near = matchedNearYear > 0 ? `, ${count(matchedNearYear)} of them a year apart` : '';
  return (
    `${count(matched)} of ${count(numItems)} items are in the plots file (${share} %), ` +
    `by ${by === 'id' ? 'id' : 'title and year'}${near}; ${count(unmatchedPlots.count)} plots are of no item.`
  );
}

async function importFiles(
  browser: TrainingBrowser,
  named: string[],
  options: ImportOptions,
): Promise<ImportOutcome> {
  const files = dataFiles(named);
  await browser.giveFiles(files.map(({ file }) => file));
  return browser.call(
    'importFiles',
    files.map(({ path }) => path),
    options,
  );
}

/** @throws AppError `bad-file` when something had to be asked, which nobody can answer here. */
function imported(outcome: ImportOutcome): Imported {
  if (outcome.status === 'imported') return outcome;
  if (outcome.status === 'too-many-malformed') {
    const { rowsRead, malformed, examples } = outcome.report;
    throw new AppError(
      'bad-file',
      [
        `${malformed} of ${rowsRead} rows cannot be read, more than 1 %:`,
        ...examples.slice(0, 5).map(({ file, line, reason }) => `${file}:${line}: ${reason}`),
      ].join('\n'),
      'Mend the file, or go on without these rows: --accept-malformed.',
    );
  }
  throw new AppError(
    'bad-file',
    `${outcome.question.file} cannot be imported without an answer that the command line does not take.`,
    'Open it in the page, which asks.',
  );
}
