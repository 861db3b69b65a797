/** Bringing data in, by file or by download, as the states the Data panel goes through. */
import { proxy } from 'comlink';
import { createStore } from './createStore';
import type {
  ColumnMapping,
  DownloadOption,
  ImportOptions,
  ImportOutcome,
  ImportReport,
  MappingPreview,
  MappingQuestion,
  PlotsAnswer,
  PlotsJoin,
  PlotsQuestion,
  Progress,
  SourceFile,
  TableChoice,
} from '../../protocol/dataService';
import type { DatasetSummary } from '../../protocol/dataset';
import { AppError, reportOf, toAppError, type ErrorReport } from '../../protocol/errors';
import { text } from '../messages';
import { chooseDataset, listDatasets, refreshSummary } from './datasets';
import { useExperiment } from './experiment';
import { dataArrived } from './link';
import { notify } from './notices';
import { withData } from './services';

export type ImportState =
  | { step: 'idle' }
  | { step: 'working'; what: string; progress: Progress }
  | { step: 'mapping'; question: MappingQuestion }
  | { step: 'plots-mapping'; question: PlotsQuestion }
  | { step: 'malformed'; report: ImportReport }
  | { step: 'imported'; summary: DatasetSummary; report: ImportReport; join: PlotsJoin | null }
  /** `question` was answered before it failed, and can be answered otherwise. */
  | { step: 'failed'; error: ErrorReport; question: Question | null };

type Question = Extract<ImportState, { step: 'mapping' | 'plots-mapping' }>;

/** What to ask again with, after a question was answered. */
type Source = { files: SourceFile[] } | { download: string };

interface ImportsState {
  state: ImportState;
  downloads: { options: DownloadOption[]; base: string } | null;
  downloadsError: ErrorReport | null;
}

export const useImports = createStore<ImportsState>(() => ({
  state: { step: 'idle' },
  downloads: null,
  downloadsError: null,
}));

let source: Source = { files: [] };
let options: ImportOptions = {};
/** What was asked last about the source. */
let question: Question | null = null;

const setState = (state: ImportState): void => useImports.setState({ state });

export const closeImport = (): void => setState({ step: 'idle' });

/** Shows a question that was answered already, to answer it otherwise. */
export const askAgain = (asked: Question): void => setState(asked);

export function importFiles(files: SourceFile[]): Promise<void> {
  if (files.length === 0) return Promise.resolve();
  source = { files };
  options = {};
  question = null;
  return runImport(files.length === 1 ? files[0]!.path : `${files.length} files`);
}

export function answerMapping(mapping: ColumnMapping, tables: TableChoice[]): Promise<void> {
  options = { ...options, mapping, tables };
  return runImport('your file');
}

/** Asks anew about the same files, read otherwise or with another table for interactions. */
export function askAs(reading: Pick<ImportOptions, 'readAs' | 'tables'>): Promise<void> {
  options = { kind: 'ratings', ...reading };
  return runImport('your file');
}

/** What the first rows become by a mapping; nothing for what is downloaded, whose columns are known. */
export function previewMapping(mapping: ColumnMapping, tables: TableChoice[]): Promise<MappingPreview> {
  const { files } = 'files' in source ? source : { files: [] };
  return withData((data) => data.preview(files, { mapping, tables }));
}

export function answerPlots(plots: PlotsAnswer): Promise<void> {
  options = { kind: 'plots', plots };
  return runImport('your file');
}

/** Reads the same file as what it was not taken for. */
export function importAs(kind: 'ratings' | 'plots'): Promise<void> {
  options = { kind };
  return runImport('your file');
}

export function acceptMalformed(): Promise<void> {
  options = { ...options, acceptMalformed: true };
  return runImport('your file');
}

export async function cancelImport(): Promise<void> {
  await withData((data) => data.cancel());
}

async function runImport(what: string): Promise<void> {
  setState({ step: 'working', what, progress: { label: 'Opening', fraction: null } });
  const onProgress = proxy((progress: Progress) => {
    if (useImports.getState().state.step === 'working') setState({ step: 'working', what, progress });
  });
  try {
    const outcome = await withData((data) =>
      'files' in source
        ? data.importFiles(source.files, options, onProgress)
        : data.download(source.download, useImports.getState().downloads?.base ?? '', onProgress),
    );
    await take(outcome);
  } catch (thrown) {
    const error = toAppError(thrown);
    setState(
      error.code === 'cancelled' ? { step: 'idle' } : { step: 'failed', error: reportOf(error), question },
    );
  }
}

/** Tables that came as parts are meant to be used so: train on one, test on the other. */
function takePartition({ predefinedGroups }: DatasetSummary): void {
  const tables = predefinedGroups.find(({ group }) => group === 'tables');
  if (!tables) return;
  const { choose } = useExperiment.getState();
  choose('split', 'predefined');
  if (tables.hasValidation) choose('validation', 'predefined');
  notify({ kind: 'info', ...text.mapping.partition(tables.hasValidation === true) });
}

function ask(asked: Question): void {
  question = asked;
  setState(asked);
}

async function take(outcome: ImportOutcome): Promise<void> {
  switch (outcome.status) {
    case 'mapping-needed':
      ask({ step: 'mapping', question: outcome.question });
      return;
    case 'plots-mapping-needed':
      ask({ step: 'plots-mapping', question: outcome.question });
      return;
    case 'too-many-malformed':
      setState({ step: 'malformed', report: outcome.report });
      return;
    case 'imported':
      setState({ step: 'imported', summary: outcome.summary, report: outcome.report, join: outcome.join });
      await listDatasets();
      // An experiment that waits for this very data takes it; else it simply becomes the data in use.
      if (!dataArrived(outcome.summary)) {
        chooseDataset(outcome.summary);
        takePartition(outcome.summary);
      }
      await refreshSummary(true);
      return;
    default:
      outcome satisfies never;
  }
}

/** Asks what can be downloaded, and from where: `config.json` names the host, so that a mirror can serve. */
export async function listDownloads(): Promise<void> {
  if (useImports.getState().downloads) return;
  try {
    const answer = await fetch('config.json');
    const config: unknown = answer.ok ? await answer.json() : null;
    const base =
      typeof config === 'object' && config !== null && 'downloadBase' in config ? config.downloadBase : null;
    if (typeof base !== 'string')
      throw new AppError(
        'download-failed',
        'The page does not know where to download from: its config.json has no "downloadBase".',
        'Get the file from grouplens.org/datasets/movielens and drop it here.',
      );
    const downloads = await withData((data) => data.downloads());
    useImports.setState({
      downloads: { options: downloads, base: new URL(base, location.href).href },
      downloadsError: null,
    });
  } catch (error) {
    useImports.setState({ downloadsError: reportOf(error) });
  }
}

export function download(option: DownloadOption): Promise<void> {
  source = { download: option.id };
  options = {};
  question = null;
  return runImport(option.label);
}
