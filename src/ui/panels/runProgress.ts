/** How far a run is and what it is doing, in numbers and words for the top bar. */
import { text } from '../messages';
import type { RunRecord, RunStatus } from '../store/runRecord';
import { speedWords } from './engineWords';

/** The epoch in progress or the last finished one, of how many, and the share done. */
export function runProgress(
  run: RunRecord | null,
  epochsAsked: number,
): { epoch: number; total: number; fraction: number } {
  if (!run) return { epoch: 0, total: epochsAsked, fraction: 0 };
  const total = run.info?.spec.train.epochs ?? run.spec.train.epochs;
  const finished = run.epochs.at(-1)?.epoch ?? 0;
  const reached = Math.max(finished, run.steps.at(-1)?.x ?? 0);
  const fraction = run.status === 'done' ? 1 : Math.min(1, reached / total);
  return { epoch: Math.min(total, Math.ceil(reached)), total, fraction };
}

type Words = string | ((run: RunRecord) => string);

const words: Record<RunStatus, Words> = {
  queued: text.run.queued,
  running: (run) => speedWords(run) || text.run.training,
  paused: text.run.paused,
  done: (run) => text.run.done(run.why),
  failed: text.run.failed,
  interrupted: text.run.interrupted,
};

/** What the run does now. */
export function statusText(
  run: RunRecord | null,
  phase: { label: string; done: number; total: number } | null,
): string {
  if (!run) return text.run.ready;
  if (phase && run.status === 'running') return text.run.oneOfMany(phase.label, phase.done, phase.total);
  const said = words[run.status];
  return typeof said === 'string' ? said : said(run);
}
