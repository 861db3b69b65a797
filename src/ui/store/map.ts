/** The map of items: whose vectors it shows, how they are projected, and what is kept of them. */
import { proxy } from 'comlink';
import { createStore } from './createStore';
import type { Progress } from '../../protocol/dataService';
import type { ItemColumns, ItemVectors } from '../../protocol/dataset';
import { AppError, reportOf, toAppError, type ErrorReport } from '../../protocol/errors';
import { vectorsOfDataset } from '../../protocol/itemVectors';
import type { ItemMap, NearItem, Projection, VectorsFormat } from '../../protocol/mapService';
import { fingerprintFor } from './datasets';
import { notify } from './notices';
import { findRun } from './runs';
import type { RunRecord } from './runRecord';
import { withData, withMap } from './services';
import { useTraining } from './training';

/** Whose vectors: those that a run has learned, or those kept with a data set under a name. */
export type VectorsSource =
  { kind: 'run'; runId: string } | { kind: 'kept'; fingerprint: string; name: string };

/** What the map worker has open. */
export interface OpenedVectors {
  source: VectorsSource;
  columns: ItemColumns;
  vectors: ItemVectors;
}

interface MapState {
  opened: OpenedVectors | null;
  map: ItemMap | null;
  /** What goes on; null when nothing does. */
  progress: Progress | null;
  error: ErrorReport | null;
}

export const useMap = createStore<MapState>(() => ({
  opened: null,
  map: null,
  progress: null,
  error: null,
}));

/** Counts what is asked for, so that an answer that was overtaken is dropped. */
let request = 0;

/** Projects the vectors of a source, opening them first unless they are open. */
export async function showMap(source: VectorsSource, projection: Projection): Promise<void> {
  const mine = ++request;
  const set = (state: Partial<MapState>): void => {
    if (mine === request) useMap.setState(state);
  };
  set({ progress: { label: 'Fetching vectors', fraction: null }, error: null });
  try {
    const { opened: before } = useMap.getState();
    // The weights of a run stay as they are once it has ended.
    if (!before || !isSame(before.source, source)) {
      const opened = source.kind === 'run' ? await learnedBy(source) : await keptAs(source);
      if (mine !== request) return;
      // Until the worker has taken them, neither these nor those before can be counted on.
      useMap.setState({ opened: null, map: null });
      await withMap((map) => map.open(opened.columns, opened.vectors));
      if (mine !== request) return;
      useMap.setState({ opened });
    }
    let going = true;
    // Progress comes by a port of its own, and may come late.
    const onProgress = proxy((progress: Progress) => {
      if (going) set({ progress });
    });
    const map = await withMap((service) => service.project(projection, onProgress)).finally(() => {
      going = false;
    });
    set({ map, progress: null });
  } catch (error) {
    const report = reportOf(error);
    set({ progress: null, error: report.code === 'cancelled' ? null : report });
  }
}

/** Ends the projection in progress; the map before it stays. */
export function cancelMap(): void {
  request++;
  useMap.setState({ progress: null });
  withMap((map) => map.cancel()).catch(tell);
}

export const isSame = (a: VectorsSource, b: VectorsSource): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

async function learnedBy(source: Extract<VectorsSource, { kind: 'run' }>): Promise<OpenedVectors> {
  const { inspect } = useTraining.getState();
  const run = findRun(source.runId);
  if (!run || inspect?.runId !== run.id)
    throw new AppError(
      'data-missing',
      'The model of this run is no longer in memory: only the latest run keeps its weights.',
      'Train again, or show vectors kept with the data set.',
    );
  const learned = await inspect.service.itemVectors();
  if (!learned)
    throw new AppError(
      'data-missing',
      `The model of “${run.name}” learns no vectors of items.`,
      'Train one that does, such as MF, GMF or NeuMF.',
    );
  const columns = await withData((data) => data.openItems(fingerprintOf(run)));
  const vectors = vectorsOfDataset(learned, columns.itemIds, {
    name: run.name,
    source: `${run.name}, epoch ${run.bestEpoch}, seed ${run.spec.seed}`,
  });
  return { source, columns, vectors };
}

async function keptAs(source: Extract<VectorsSource, { kind: 'kept' }>): Promise<OpenedVectors> {
  const { itemVectors, ...columns } = await withData((data) =>
    data.openItems(source.fingerprint, source.name),
  );
  return { source, columns: { ...columns, itemVectors: null }, vectors: itemVectors! };
}

function fingerprintOf(run: RunRecord): string {
  const fingerprint = fingerprintFor(run.spec.data);
  if (fingerprint !== null) return fingerprint;
  throw new AppError(
    'data-missing',
    `The data set “${run.spec.data.name}” is no longer in this browser.`,
    'Import it again in the Data panel.',
  );
}

/** The items nearest to one; none when something else was opened meanwhile. */
export async function nearestItems(item: number, count: number): Promise<NearItem[]> {
  try {
    return await withMap((map) => map.nearest(item, count));
  } catch (error) {
    tell(error);
    return [];
  }
}

/** A file of the vectors that are open, or null when it could not be written. */
export async function vectorsFile(format: VectorsFormat): Promise<Blob | null> {
  try {
    return await withMap((map) => map.write(format));
  } catch (error) {
    tell(error);
    return null;
  }
}

function tell(error: unknown): void {
  if (toAppError(error).code !== 'cancelled') notify({ kind: 'error', ...reportOf(error) });
}
