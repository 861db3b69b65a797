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
import { interactionTask, type InteractionSession, type InteractionTask } from './interactions/task';
import { Session } from './session';

export interface SessionOptions {
  spec: ExperimentSpec;
  dataset: Dataset;
  compute: Compute;
  runId: string;
  control: RunControl;
  emit(event: RunEvent): void;
}

export type AnySession = InteractionSession | GenreSession;

/** @throws AppError `bad-spec` when spec and data do not go together, saying which setting to change. */
export function prepareSession({ spec, dataset, compute, runId, control, emit }: SessionOptions): AnySession {
  return genreModels.some(({ id }) => id === spec.model.id)
    ? new Session<LabelScorer, GenreTask>(prepareGenres(spec, dataset), compute, runId, control, emit)
    : new Session<Scorer, InteractionTask>(
        interactionTask(prepare(spec, dataset)),
        compute,
        runId,
        control,
        emit,
      );
}

/** Runs of models that learn from users. */
export const isOfInteractions = (session: AnySession): session is InteractionSession =>
  session.task.unit === 'user';

/** Runs of models that tell genres. */
export const isOfGenres = (session: AnySession): session is GenreSession => session.task.unit === 'item';
