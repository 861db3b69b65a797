/** What each event of a train worker does to the record of its run: a pure step from record to record. */
import type { RunEvent } from '../../protocol/events';
import type { ExperimentSpec } from '../../protocol/spec';
import type { LinkedResult } from '../../protocol/link';
import type { EpochPoint, RunRecord } from './runRecord';

export const maxSteps = 2000;

export interface NewRun {
  id: string;
  name: string;
  spec: ExperimentSpec;
  series: number;
  createdAt: number;
  expected: LinkedResult | null;
}

/** A run that waits for its turn. */
export function queuedRun({ id, name, spec, series, createdAt, expected }: NewRun): RunRecord {
  return {
    id,
    name,
    renamed: false,
    notes: '',
    createdAt,
    series,
    visible: true,
    spec,
    status: 'queued',
    info: null,
    epochs: [],
    steps: [],
    atK: {},
    test: null,
    testAtK: null,
    unitValues: null,
    bestEpoch: 0,
    why: '',
    elapsedMs: 0,
    samplesPerSecond: 0,
    msPerStep: 0,
    error: null,
    canResume: false,
    expected,
  };
}

/** Adds a point; when there are 2,000, the curve is thinned to an even density of half as many. */
export function addStep(steps: RunRecord['steps'], point: { x: number; loss: number }): RunRecord['steps'] {
  return [...(steps.length < maxSteps ? steps : thinned(steps)), point];
}

function thinned(steps: RunRecord['steps']): RunRecord['steps'] {
  const gap = (steps.at(-1)!.x - steps[0]!.x) / (maxSteps / 2);
  let next = -Infinity;
  return steps.filter(({ x }) => {
    if (x < next) return false;
    next = x + gap;
    return true;
  });
}

function addEpoch(epochs: EpochPoint[], point: EpochPoint): EpochPoint[] {
  return [...epochs.filter(({ epoch }) => epoch < point.epoch), point];
}

/** The record after an event. */
export function applyEvent(record: RunRecord, event: RunEvent): RunRecord {
  switch (event.type) {
    case 'phase':
      return record.status === 'queued' ? { ...record, status: 'running' } : record;
    case 'start':
      // A resumed run repeats whatever it had done after its checkpoint.
      return {
        ...record,
        status: record.status === 'paused' ? 'paused' : 'running',
        info: event.info,
        error: null,
        canResume: false,
        epochs: record.epochs.filter(({ epoch }) => epoch <= event.resumedAtEpoch),
        steps: record.steps.filter(({ x }) => x <= event.resumedAtEpoch),
      };
    case 'step':
      return {
        ...record,
        steps: addStep(record.steps, {
          x: event.epoch - 1 + event.step / event.stepsPerEpoch,
          loss: event.loss,
        }),
        elapsedMs: event.elapsedMs,
        samplesPerSecond: event.samplesPerSecond,
        msPerStep: event.msPerStep,
      };
    case 'epoch': {
      const { epoch, loss, metrics, elapsedMs, trainMs, evaluateMs, learningRate } = event;
      return {
        ...record,
        epochs: addEpoch(record.epochs, {
          epoch,
          loss,
          metrics,
          elapsedMs,
          trainMs,
          evaluateMs,
          learningRate,
        }),
        atK: Object.keys(event.atK).length > 0 ? event.atK : record.atK,
        bestEpoch: event.bestEpoch,
        elapsedMs,
      };
    }
    case 'state':
      return { ...record, status: event.state };
    case 'note':
      return record.info
        ? { ...record, info: { ...record.info, notes: [...record.info.notes, event.note] } }
        : record;
    case 'done':
      return {
        ...record,
        status: 'done',
        test: event.metrics,
        testAtK: event.atK,
        unitValues: event.unitValues ?? null,
        bestEpoch: event.bestEpoch,
        why: event.why,
        elapsedMs: event.elapsedMs,
        canResume: false,
      };
    case 'failed':
      // Stopping before there is anything to measure is no failure.
      return event.error.code === 'cancelled'
        ? { ...record, status: 'interrupted' }
        : { ...record, status: 'failed', error: event.error, canResume: event.canResume };
    default:
      return event satisfies never;
  }
}

/** A record as it was stored, seen on the next visit: what was in progress then is interrupted now. */
export function afterReload(record: RunRecord): RunRecord {
  const inProgress = record.status === 'running' || record.status === 'paused' || record.status === 'queued';
  return inProgress ? { ...record, status: 'interrupted', canResume: false } : record;
}

/** The results of a run as a link carries them; null while there are none. */
export function linkedResultOf(record: RunRecord): LinkedResult | null {
  if (record.epochs.length === 0) return null;
  return {
    // Models without gradient steps have no loss; JSON has no NaN, and 0 is what their charts show.
    epochs: record.epochs.slice(0, 1000).map(({ epoch, loss, metrics }) => ({
      epoch,
      loss: Number.isFinite(loss) ? loss : 0,
      metrics,
    })),
    test: record.test,
    bestEpoch: record.bestEpoch,
    backend: record.info?.backend.backend ?? '',
  };
}
