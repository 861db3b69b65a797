/** How the steps of a run are computed and how fast, in words for the chip and the table of runs. */
import type { EngineInfo } from '../../protocol/events';
import { formatSpeed, formatStepTime } from '../charts/formatSpeed';
import { text } from '../messages';
import type { RunRecord } from '../store/runRecord';

export interface EngineWords {
  /** "compiled", for a cell. */
  short: string;
  /** "Compiled: 14 kernels a step, 12.3 MB". */
  title: string;
  /** What that means, for who never heard of it. */
  help: string;
}

/** Null for runs kept by a version of the page that did not note it. */
export function engineWords(engine: EngineInfo | null | undefined): EngineWords | null {
  if (engine === undefined) return null;
  if (engine === null) return text.engine.counted;
  if (!engine.compiled) return text.engine.stepByStep(engine.reason ?? '');
  return text.engine.compiled(engine.kernels, text.engine.megabytes(engine.bytes));
}

/** "1,230,000 samples/s · 0.83 ms/step" while it trains; '' before the first step was measured. */
export function speedWords({ samplesPerSecond, msPerStep }: RunRecord): string {
  if (!(samplesPerSecond > 0)) return '';
  return [formatSpeed(samplesPerSecond), ...(msPerStep > 0 ? [formatStepTime(msPerStep)] : [])].join(' · ');
}

/** Mean over all epochs, evaluation left out; undefined where nothing was trained by steps. */
export function meanStepMs({ info, epochs }: RunRecord): number | undefined {
  const steps = epochs.length * (info?.stepsPerEpoch ?? 0);
  return steps > 0 ? epochs.reduce((sum, { trainMs }) => sum + trainMs, 0) / steps : undefined;
}
