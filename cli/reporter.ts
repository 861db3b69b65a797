/** What `npm run train` tells while it works: a table for people, or one JSON event a line for programs. */
import type { ComparisonView } from '../src/protocol/catalog';
import { meanMetrics } from '../src/protocol/folds';
import type { Progress } from '../src/protocol/dataService';
import type { Metrics, RunEvent, RunInfo } from '../src/protocol/events';
import { comparisonEvent, comparisonLines } from './comparisonReport';
import { formatBytes, formatCount } from '../src/protocol/modelSize';
import { formatNumber } from './formatNumber';
import { columnsOf, metricLines } from './metricColumns';
import { VariantResults } from './variantResults';
import { byVariant, type NamedVariant } from './variantTable';

/** Which of the runs an event belongs to, from 1. */
export interface RunPlace {
  run: number;
  runs: number;
  /** Name of the fold or of the linked run, '' for a single run. */
  name: string;
  /** The variant of a comparison that the run belongs to. */
  variant?: NamedVariant;
}

export interface Reporter {
  progress(progress: Progress): void;
  event(place: RunPlace, event: RunEvent): void;
  /** After the last run, with what the tables of a comparison are to show. */
  end(view?: ComparisonView): void;
}

export interface Output {
  /** Results, without the line end. */
  print(line: string): void;
  /** A line that the next one replaces; '' clears it. */
  status(line: string): void;
}

type EpochEvent = Extract<RunEvent, { type: 'epoch' }>;
type DoneEvent = Extract<RunEvent, { type: 'done' }>;

const seconds = (ms: number): number => Math.round(ms) / 1000;

/**
 * One JSON event a line: `start`, `epoch`, `done`, after those of a comparison `comparison` with its tables, and after
 * several runs `summary` with the means, for a comparison also those of each variant.
 */
export function jsonReporter(output: Output): Reporter {
  const results: Metrics[] = [];
  const variants = new VariantResults();
  let info: RunInfo | null = null;
  const print = (value: object): void => output.print(JSON.stringify(value));
  return {
    progress: () => undefined,
    event(place, event) {
      const { run, runs, name, variant } = place;
      variants.take(place.variant, event);
      const where = runs > 1 ? { run, runs, name, ...(variant && { variant: variant.name }) } : {};
      if (event.type === 'start') {
        info = event.info;
        const { spec, backend, oracle: _oracle, ...counts } = event.info;
        print({ type: 'start', ...where, model: spec.model.id, ...backend, ...counts });
      } else if (event.type === 'epoch') {
        const { epoch, loss, metrics, bestEpoch, learningRate, trainMs, evaluateMs } = event;
        print({
          type: 'epoch',
          ...where,
          epoch,
          loss,
          metrics,
          bestEpoch,
          learningRate,
          trainMs,
          evaluateMs,
          seconds: seconds(event.elapsedMs),
        });
      } else if (event.type === 'done') {
        results.push(event.metrics);
        const { metrics, bestEpoch, epochs, why, evaluatedUsers, skippedUsers } = event;
        print({
          type: 'done',
          ...where,
          metrics,
          bestEpoch,
          epochs,
          why,
          evaluatedUsers,
          skippedUsers,
          spec: info?.spec,
          backend: info?.backend.backend,
          device: info?.backend.device,
          seconds: seconds(event.elapsedMs),
        });
      }
    },
    end(view = {}) {
      if (results.length < 2) return;
      const ofVariants = byVariant(variants.finished).map(({ name, metrics }) => ({
        variant: name,
        metrics,
      }));
      if (ofVariants.length > 0) print(comparisonEvent(variants.finished, view));
      print({
        type: 'summary',
        runs: results.length,
        metrics: meanMetrics(results),
        ...(ofVariants.length > 0 && { variants: ofVariants }),
      });
    },
  };
}

/** "██████░░░░ 60 %" */
export function bar(fraction: number, width = 20): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.round(fraction * 100)} %`;
}

/** A row of cells under these heads. */
const row = (heads: readonly string[], cells: readonly string[]): string =>
  cells.map((text, column) => text.padStart(Math.max(12, heads[column]!.length + 2))).join('');

/** A row per epoch, the test part at the end; after several runs their means, or the table of a comparison. */
export function tableReporter(output: Output): Reporter {
  const results: Metrics[] = [];
  const variants = new VariantResults();
  let info: RunInfo | null = null;
  let columns: string[] = [];

  const heading = (place: RunPlace, started: RunInfo): void => {
    const { spec, backend } = started;
    const which =
      place.runs > 1 ? `Run ${place.run} of ${place.runs}${place.name && ` (${place.name})`}: ` : '';
    output.print(
      `${which}${spec.model.id} on ${spec.data.name}, seed ${spec.seed}, ${backend.backend} (${backend.device})`,
    );
    output.print(
      `${started.numUsers} ${started.ofClicks ? 'sessions' : 'users'}, ${started.numItems} items; ${started.numTrain} train, ` +
        `${started.numValidation} validation, ${started.numTest} test`,
    );
    output.print(
      started.engine?.compiled
        ? `${formatCount(started.numParameters)} parameters, ${formatBytes(started.engine.bytes)} of memory`
        : `${formatCount(started.numParameters)} parameters`,
    );
    for (const note of [...(backend.unusedGpu ? [backend.unusedGpu] : []), ...started.notes])
      output.print(`Note: ${note}`);
  };
  const epochRow = (event: EpochEvent, started: RunInfo): void => {
    if (columns.length === 0 && Object.keys(event.metrics).length > 0)
      columns = columnsOf(event.metrics, started.spec);
    const heads = ['epoch', 'loss', ...columns, 'seconds'];
    if (event.epoch === 1) output.print(row(heads, heads));
    const values = [event.loss, ...columns.map((key) => event.metrics[key])].map(formatNumber);
    output.print(row(heads, [String(event.epoch), ...values, seconds(event.elapsedMs).toFixed(1)]));
  };
  const result = (event: DoneEvent): void => {
    results.push(event.metrics);
    const unit =
      event.unitValues?.unit ?? (info?.everyStep?.test ? 'prediction' : info?.ofClicks ? 'session' : 'user');
    output.print(
      `Test part at epoch ${event.bestEpoch} (${event.evaluatedUsers} ${unit}s, ${event.why}, ` +
        `${seconds(event.elapsedMs).toFixed(1)} s):`,
    );
    const lines = metricLines(event.metrics);
    if (lines.length > 0) lines.forEach(output.print);
    else output.print(`  Nothing was measured: no ${unit} has anything held out that could be ranked.`);
  };

  return {
    progress: ({ label, fraction }) =>
      output.status(fraction === null ? label : `${bar(fraction)}  ${label}`),
    event(place, event) {
      if (event.type !== 'state') output.status('');
      variants.take(place.variant, event);
      if (event.type === 'start') {
        info = event.info;
        columns = [];
        heading(place, info);
      } else if (event.type === 'phase') {
        const { label, done, total } = event;
        output.status(total > 0 ? `${bar(done / total)}  ${label}` : label);
      } else if (event.type === 'step') {
        const { epoch, step, stepsPerEpoch, loss, samplesPerSecond } = event;
        output.status(
          `${bar(step / stepsPerEpoch)}  epoch ${epoch}  loss ${formatNumber(loss)}  ` +
            `${Math.round(samplesPerSecond)} samples/s`,
        );
      } else if (event.type === 'epoch' && info) epochRow(event, info);
      else if (event.type === 'done') result(event);
    },
    end(view = {}) {
      if (results.length < 2) return;
      const { finished } = variants;
      if (finished.length > 0 && info) {
        const published = finished.flatMap((one) => one.published.map(({ metric }) => metric));
        const shown = [...new Set([...published, ...columnsOf(results[0]!, info.spec)])];
        comparisonLines(finished, view, shown, info.watchedPart).forEach(output.print);
        return;
      }
      output.print(`Mean of ${results.length} runs:`);
      metricLines(meanMetrics(results)).forEach(output.print);
    },
  };
}
