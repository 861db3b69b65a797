/** From spec and data to a session of the task that the model is for. */
import type { Compute } from '../engine/backends/startBackend';
import type { LabelScorer } from '../evaluate/labels/labelScorer';
import type { Scorer } from '../evaluate/scorer';
import { genreModels } from '../models/genres/registry';
import type { Dataset } from '../protocol/dataset';
import type { RunEvent } from '../protocol/events';
import type { ExperimentSpec } from '../protocol/spec';
import type { RunControl } from './control';
import { prepareGenres, type GenreSession, type GenreTask } from './genres/task';
import { prepare } from './interactions/prepare';
import { sequenceModels } from '../models/sequences/registry';
import { interactionTask, type InteractionSession, type InteractionTask } from './interactions/task';
import { prepareSequences } from './sequences/prepare';
import type { SequenceScorer } from './sequences/scorers';
import { sequenceTask, type SequenceSession, type SequenceTask } from './sequences/task';
import { Session } from './session';

export interface SessionOptions {
  spec: ExperimentSpec;
  dataset: Dataset;
  compute: Compute;
  runId: string;
  control: RunControl;
  emit(event: RunEvent): void;
}

export type AnySession = InteractionSession | SequenceSession | GenreSession;

/** @throws AppError `bad-spec` when spec and data do not go together, saying which setting to change. */
export function prepareSession({ spec, dataset, compute, runId, control, emit }: SessionOptions): AnySession {
  const isOf = (registry: readonly { id: string }[]): boolean =>
    registry.some(({ id }) => id === spec.model.id);
  if (isOf(genreModels)) {
    const task = prepareGenres(spec, dataset);
    return new Session<LabelScorer, GenreTask>(task, compute, runId, control, emit);
  }
  if (isOf(sequenceModels)) {
    const task = sequenceTask(prepareSequences(spec, dataset));
    return new Session<SequenceScorer, SequenceTask>(task, compute, runId, control, emit);
  }
  const task = interactionTask(prepare(spec, dataset));
  return new Session<Scorer, InteractionTask>(task, compute, runId, control, emit);
}

/** Runs of models that learn from users. */
export const isOfInteractions = (session: AnySession): session is InteractionSession =>
  session.task.unit === 'user';

/** Runs of models that tell genres. */
export const isOfGenres = (session: AnySession): session is GenreSession => session.task.unit === 'item';

/** Runs of models that tell what comes next. */
export const isOfSequences = (session: AnySession): session is SequenceSession =>
  session.task.unit === 'session';
