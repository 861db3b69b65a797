/** From spec and data to a session of the task that the model is for. */
import type { Compute } from '../engine/backends/startBackend';
import type { Dataset } from '../protocol/dataset';
import type { RunEvent } from '../protocol/events';
import type { ExperimentSpec } from '../protocol/spec';
import type { RunControl } from './control';
import { prepare } from './interactions/prepare';
import { interactionTask, type InteractionSession } from './interactions/task';
import { Session } from './session';

export interface SessionOptions {
  spec: ExperimentSpec;
  dataset: Dataset;
  compute: Compute;
  runId: string;
  control: RunControl;
  emit(event: RunEvent): void;
}

export type AnySession = InteractionSession;

/** @throws AppError `bad-spec` when spec and data do not go together, saying which setting to change. */
export function prepareSession({ spec, dataset, compute, runId, control, emit }: SessionOptions): AnySession {
  return new Session(interactionTask(prepare(spec, dataset)), compute, runId, control, emit);
}
