/** The data service: import, download and generate, keep in storage, hand out columns. Runs in a worker. */
import type { Task } from '../protocol/catalog';
import {
  buffersOf,
  type Dataset,
  type DatasetSummary,
  type ItemColumns,
  type ItemInfo,
  type ItemVectors,
} from '../protocol/dataset';
import type {
  DatasetEntry,
  DataService,
  DownloadOption,
  ImportAccount,
  ImportOptions,
  ImportOutcome,
  ImportReport,
  ItemVectorsEntry,
  MappingPreview,
  Progress,
  SourceFile,
  SplitPlan,
} from '../protocol/dataService';
import { AppError, toAppError } from '../protocol/errors';
import type { ExperimentSpec } from '../protocol/spec';
import { openFiles } from './archive';
import { explained } from './browserFaults';
import { buildDataset, canonicalize } from './canonical';
import { dataDatabase, type StoredEntry } from './database';
import { downloadOptions, fetchDownload } from './download';
import { chooseFormat } from './formats/chooseFormat';
import { delimited } from './formats/delimited';
import { isQuestion } from './formats/format';
import { checkItemVectors, ItemVectorStore } from './itemVectorStore';
import { askAboutPlots, findPlots, importPlots, plotsLabel, type PlotsFile } from './plots/importPlots';
import { RowReport } from './rowReport';
import { generateFilms } from './sources/generated';
import { planSplit } from './split/planSplit';
import { DatasetStore, entryOf } from './store';
import { previewMapping } from './tables/previewMapping';
import { joinSideTables, sideUses } from './tables/sideTables';
import { summarize } from './summary';
import { LatestWork, type Work } from './work';

/** Share of bad rows above which an import stops to ask. */
const malformedLimit = 0.01;

type OnProgress = (progress: Progress) => void;

export class BrowserDataService implements DataService {
  /** Data sets that storage did not take; they live as long as the worker. */
  private readonly unsaved = new Map<string, StoredEntry & { dataset: Dataset }>();
  /** The last one worked with, to plan splits without reading it again. */
  private recent: Dataset | null = null;
  private generated: Promise<DatasetSummary> | null = null;
  private readonly job = new LatestWork();
  private readonly previews = new LatestWork();
  private readonly store: DatasetStore;
  private readonly vectors: ItemVectorStore;

  /**
   * @param transfer Marks the buffers of an answer to be moved across the thread wall instead of copied.
   * @param now Milliseconds since 1970, for the date of an import.
   */
  constructor(
    private readonly transfer: <T extends object>(value: T, buffers: ArrayBuffer[]) => T,
    private readonly now: () => number,
  ) {
    const database = dataDatabase();
    this.store = new DatasetStore(database);
    this.vectors = new ItemVectorStore(database);
  }

  async list(): Promise<DatasetEntry[]> {
    const stored = await this.store.list().catch(onlyWithoutStorage([]));
    return [...[...this.unsaved.values()].map(({ entry }) => entry), ...stored];
  }

  async generate(onProgress: OnProgress): Promise<DatasetSummary> {
    this.generated ??= this.makeGenerated(onProgress);
    try {
      return await this.generated;
    } catch (thrown) {
      this.generated = null;
      throw thrown;
    }
  }

  async importFiles(
    files: SourceFile[],
    options: ImportOptions,
    onProgress: OnProgress,
  ): Promise<ImportOutcome> {
    return this.asJob(onProgress, (work) => this.import(files, options, work));
  }

  async preview(files: SourceFile[], options: ImportOptions): Promise<MappingPreview> {
    const show = async (work: Work) => previewMapping(await openFiles(files), options, work);
    try {
      return await this.previews.run(() => {}, show);
    } catch (thrown) {
      throw explained(thrown);
    }
  }

  downloads(): Promise<DownloadOption[]> {
    return Promise.resolve([...downloadOptions]);
  }

  async download(id: string, baseUrl: string, onProgress: OnProgress): Promise<ImportOutcome> {
    const option = downloadOptions.find((known) => known.id === id);
    if (!option)
      throw new AppError(
        'download-failed',
        `There is no download called "${id}".`,
        `Choose one of: ${downloadOptions.map((known) => known.id).join(', ')}.`,
      );
    return this.asJob(onProgress, async (work) => {
      const blob = await fetchDownload(option, baseUrl, work);
      return this.import([{ path: option.file, blob }], {}, work);
    });
  }

  cancel(): Promise<void> {
    this.job.cancel();
    return Promise.resolve();
  }

  async summary(fingerprint: string): Promise<DatasetSummary> {
    return (await this.entry(fingerprint)).summary;
  }

  async accounts(fingerprint: string): Promise<ImportAccount[]> {
    return (await this.entry(fingerprint)).accounts ?? [];
  }

  async open(fingerprint: string, vectorsName?: string): Promise<Dataset> {
    const unsaved = this.unsaved.get(fingerprint);
    // Storage answers with a copy of its own; what is held here alone must be copied before it is moved away.
    const columns = unsaved
      ? structuredClone(unsaved.dataset)
      : ((await this.stored(fingerprint)) ?? missing(fingerprint));
    const itemVectors = vectorsName === undefined ? null : await this.vectors.get(fingerprint, vectorsName);
    const dataset = { ...columns, itemVectors };
    return this.transfer(dataset, buffersOf(dataset));
  }

  async openItems(fingerprint: string, vectorsName?: string): Promise<ItemColumns> {
    const { numItems, itemIds, itemInfo } = await this.load(fingerprint);
    return {
      fingerprint,
      numItems,
      itemIds,
      itemInfo: itemInfo && { ...itemInfo, descriptions: null },
      itemVectors: vectorsName === undefined ? null : await this.vectors.get(fingerprint, vectorsName),
    };
  }

  async openTexts(fingerprint: string): Promise<ItemInfo | null> {
    return (await this.load(fingerprint)).itemInfo;
  }

  async planSplit(fingerprint: string, spec: ExperimentSpec, task?: Task): Promise<SplitPlan> {
    return planSplit(await this.load(fingerprint), spec, task);
  }

  async remove(fingerprint: string): Promise<void> {
    this.unsaved.delete(fingerprint);
    if (this.recent?.fingerprint === fingerprint) this.recent = null;
    // The built-in set is made anew when it is next asked for.
    this.generated = null;
    this.vectors.forget(fingerprint);
    await this.store.remove(fingerprint).catch(onlyWithoutStorage(undefined));
  }

  async saveItemVectors(fingerprint: string, vectors: ItemVectors): Promise<void> {
    checkItemVectors(vectors, (await this.summary(fingerprint)).numItems);
    await this.vectors.put(fingerprint, vectors);
  }

  listItemVectors(fingerprint: string): Promise<ItemVectorsEntry[]> {
    return this.vectors.list(fingerprint);
  }

  removeItemVectors(fingerprint: string, name: string): Promise<void> {
    return this.vectors.remove(fingerprint, name);
  }

  private async makeGenerated(onProgress: OnProgress): Promise<DatasetSummary> {
    onProgress({ label: 'Making the built-in data', fraction: null });
    // Made again at every visit, which takes less time than reading it would save, so that a stored copy of an
    // earlier version of the generator is never mistaken for it.
    const dataset = await buildDataset(generateFilms());
    const { summary } = await this.keep(dataset, []);
    return summary;
  }

  private async import(files: SourceFile[], options: ImportOptions, work: Work): Promise<ImportOutcome> {
    await work.pace('Opening files', null);
    const set = await openFiles(files);
    const plots = await findPlots(set, options);
    if (plots) return this.importPlots(plots, options, work);
    const isAsked = options.mapping ?? options.readAs ?? options.askColumns;
    const format = isAsked ? delimited : await chooseFormat(set);
    const rows = new RowReport();
    const raw = await format.read(set, {
      mapping: options.mapping ?? null,
      ...(options.tables && { tables: options.tables }),
      ...(options.readAs && { readAs: options.readAs }),
      report: rows,
      work,
    });
    if (isQuestion(raw)) return { status: 'mapping-needed', question: raw };
    if (!mayGoOn(rows, options))
      return { status: 'too-many-malformed', report: reportOf(format.label, rows, 0, []) };
    await joinSideTables(set, raw, { uses: sideUses(options.tables), report: rows, work });
    const { dataset, duplicates, notes } = await canonicalize(raw, work);
    await work.pace('Keeping it in this browser', null);
    const account = { report: reportOf(format.label, rows, duplicates, notes), join: null };
    const { summary, problem } = await this.keep(dataset, [account]);
    return importedAs(summary, account, problem);
  }

  private async importPlots(found: PlotsFile, options: ImportOptions, work: Work): Promise<ImportOutcome> {
    const { plots } = options;
    if (!plots) return { status: 'plots-mapping-needed', question: await askAboutPlots(found, work) };
    const ratings = plots.joinTo === null ? null : await this.load(plots.joinTo);
    const rows = new RowReport();
    const label = plotsLabel(found);
    const imported = await importPlots(found.file, plots, ratings, {
      rows,
      mayGoOn: () => mayGoOn(rows, options),
      work,
    });
    if (!imported) return { status: 'too-many-malformed', report: reportOf(label, rows, 0, []) };
    const { dataset, join, duplicates, notes } = imported;
    await work.pace('Keeping it in this browser', null);
    const account = { report: reportOf(label, rows, duplicates, notes), join };
    const before = ratings === null ? [] : await this.accounts(ratings.fingerprint);
    const { summary, problem } = await this.keep(dataset, [...before, account]);
    return importedAs(summary, account, problem);
  }

  /** Stores a data set, or holds it for this visit where storage does not take it. */
  private async keep(
    dataset: Dataset,
    accounts: ImportAccount[],
  ): Promise<{ summary: DatasetSummary; problem: string[] }> {
    const summary = summarize(dataset);
    const entry = { entry: entryOf(dataset, this.now()), summary, accounts };
    this.recent = dataset;
    try {
      await this.store.put(dataset, entry);
      this.unsaved.delete(dataset.fingerprint);
      return { summary, problem: [] };
    } catch (thrown) {
      const { what, hint } = toAppError(thrown);
      this.unsaved.set(dataset.fingerprint, { dataset, ...entry });
      return { summary, problem: [`${what} ${hint}`] };
    }
  }

  private async entry(fingerprint: string): Promise<StoredEntry> {
    const stored = () => this.store.entry(fingerprint).catch(onlyWithoutStorage(undefined));
    return this.unsaved.get(fingerprint) ?? (await stored()) ?? missing(fingerprint);
  }

  private stored(fingerprint: string): Promise<Dataset | undefined> {
    return this.store.get(fingerprint).catch(onlyWithoutStorage(undefined));
  }

  private async load(fingerprint: string): Promise<Dataset> {
    if (this.recent?.fingerprint === fingerprint) return this.recent;
    this.recent =
      this.unsaved.get(fingerprint)?.dataset ?? (await this.stored(fingerprint)) ?? missing(fingerprint);
    return this.recent;
  }

  /** Runs one piece of work that `cancel` can end; a new one ends the one before. */
  private async asJob<T>(onProgress: OnProgress, action: (work: Work) => Promise<T>): Promise<T> {
    try {
      return await this.job.run(onProgress, action);
    } catch (thrown) {
      throw explained(thrown);
    }
  }
}

const mayGoOn = (rows: RowReport, { acceptMalformed }: ImportOptions): boolean =>
  acceptMalformed === true || rows.malformed <= malformedLimit * rows.rowsRead;

/** @param problem why the data set could not be kept; it belongs to this visit, not to the account. */
const importedAs = (
  summary: DatasetSummary,
  { report, join }: ImportAccount,
  problem: string[],
): ImportOutcome => ({
  status: 'imported',
  summary,
  report: { ...report, notes: [...report.notes, ...problem] },
  join,
});

const reportOf = (format: string, rows: RowReport, duplicates: number, notes: string[]): ImportReport => ({
  format,
  rowsRead: rows.rowsRead,
  malformed: rows.malformed,
  examples: rows.examples,
  duplicates,
  notes: [...rows.notes, ...notes],
});

function missing(fingerprint: string): never {
  throw new AppError(
    'data-missing',
    `The data set ${fingerprint.slice(0, 8)}… is not in this browser.`,
    'Import it again in the Data panel; the same files give the same fingerprint.',
  );
}

/** Without storage the page still works with what is in memory. */
function onlyWithoutStorage<T>(instead: T): (thrown: unknown) => T {
  return (thrown) => {
    if (toAppError(thrown).code === 'storage') return instead;
    throw thrown;
  };
}
