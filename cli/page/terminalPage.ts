/** What the terminal asks of the page that trains for it. Plain values only: they cross into the browser and back. */
import type { Catalog } from '../../src/protocol/catalog';
import type { ImportOptions, ImportOutcome, Progress, SplitPlan } from '../../src/protocol/dataService';
import type { Recovery } from '../../src/protocol/deviceLoss';
import type { DatasetSummary } from '../../src/protocol/dataset';
import type { ErrorReport } from '../../src/protocol/errors';
import type { Backend, RunEvent } from '../../src/protocol/events';
import type { ExperimentSpec } from '../../src/protocol/spec';

/** Answers carry their error inside: an exception would lose its code and hint on the way out of the browser. */
export type Answer<T> = { value: T } | { error: ErrorReport };

export interface TerminalPage {
  catalog(): Promise<Answer<Catalog>>;
  generate(): Promise<Answer<DatasetSummary>>;
  /** Imports the files of the page's file input, in its order, under these paths. */
  importFiles(paths: string[], options: ImportOptions): Promise<Answer<ImportOutcome>>;
  planSplit(spec: ExperimentSpec): Promise<Answer<SplitPlan>>;
  /** One run in a train worker of its own; resolves after its last event was told. */
  run(spec: ExperimentSpec, backend: Backend | null): Promise<Answer<null>>;
}

/** What the page tells the terminal meanwhile, through `window.tellTerminal`. */
export type Told =
  | { type: 'progress'; progress: Progress }
  | { type: 'run'; event: RunEvent }
  | { type: 'recovery'; recovery: Recovery };

declare global {
  interface Window {
    terminalPage: TerminalPage;
    tellTerminal: (told: Told) => Promise<void>;
  }
}
