/** The train worker's service: starts the backend, runs one session, answers the page in between. */
import type { WasmBinaries } from '../engine/backends/wasm';
import { startBackend, type Compute } from '../engine/backends/startBackend';
import type { Catalog } from '../protocol/catalog';
import type { Dataset } from '../protocol/dataset';
import { AppError, reportOf, toAppError } from '../protocol/errors';
import type { Backend, BackendInfo, RunEvent } from '../protocol/events';
import type { DataCounts, ModelSize } from '../protocol/modelSize';
import type { ExperimentSpec } from '../protocol/spec';
import type {
  FoundItem,
  GenreInspection,
  ItemInspection,
  LearnedVectors,
  RunOptions,
  TrainService,
  UserInspection,
} from '../protocol/trainService';
import { buildCatalog } from './catalog';
import { deleteCheckpoint, loadCheckpoint } from './checkpoints';
import { RunControl } from './control';
import { modelSize, refuseIfTooLarge } from './modelSize';
import { findItems, inspectGenres, inspectItem } from './genres/inspect';
import type { GenreSession } from './genres/task';
import { findUsers, inspectUser } from './interactions/inspect';
import {
  isOfGenres,
  isOfInteractions,
  isOfSequences,
  prepareSession,
  type AnySession,
} from './prepareSession';
import { findSequences, inspectSequence } from './sequences/inspect';
import { withTextVectors } from './textVectors';

export class TrainWorker implements TrainService {
  private readonly binaries: WasmBinaries;
  private compute: Promise<Compute> | null = null;
  private control = new RunControl();
  private session: AnySession | null = null;
  /** Ends the run in progress from outside its loop. */
  private fail: (error: AppError) => void = () => {};

  constructor(binaries: WasmBinaries) {
    this.binaries = binaries;
  }

  catalog(): Promise<Catalog> {
    return Promise.resolve(buildCatalog());
  }

  async detectBackend(forced: Backend | null): Promise<BackendInfo> {
    return (await this.start(forced)).info;
  }

  async modelSize(
    spec: ExperimentSpec,
    counts: DataCounts,
    forced: Backend | null,
  ): Promise<ModelSize | null> {
    return modelSize(spec, counts, await this.start(forced));
  }

  private start(forced: Backend | null): Promise<Compute> {
    this.compute ??= startBackend(forced, this.binaries, {
      onLost: (reason) => {
        // Before a run nothing is lost with it: the run opens another.
        this.compute = null;
        this.fail(new AppError('device-lost', `The GPU was lost: ${reason}`, ''));
      },
      onError: (message) =>
        this.fail(new AppError('device-lost', `The GPU refused a command: ${message}`, '')),
    });
    return this.compute;
  }

  async run(
    spec: ExperimentSpec,
    dataset: Dataset,
    options: RunOptions,
    onEvent: (event: RunEvent) => void,
  ): Promise<void> {
    if (this.session) throw new Error('A train worker serves one run.');
    const control = this.control;
    const lost = new Promise<never>((_, reject) => {
      this.fail = (error) => {
        control.stop();
        reject(error);
      };
    });
    let failed = false;
    const emit = (event: RunEvent): void => {
      // After a failure the loop may still be on its way out; nothing it says counts.
      if (!failed) onEvent(event);
    };
    const work = async (): Promise<void> => {
      emit({ type: 'phase', phase: 'loading', label: 'Starting the backend', done: 0, total: 1 });
      const compute = await this.start(options.backend);
      await refuseIfTooLarge(spec, dataset, compute);
      emit({ type: 'phase', phase: 'splitting', label: 'Splitting the data', done: 0, total: 1 });
      await control.breathe();
      const { runId } = options;
      const complete = await withTextVectors(spec, dataset, compute, control, (label, done, total) =>
        emit({ type: 'phase', phase: 'pretraining', label, done, total }),
      );
      const session = prepareSession({ spec, dataset: complete, compute, runId, control, emit });
      this.session = session;
      await session.run(options.resume);
    };
    try {
      await Promise.race([work(), lost]);
    } catch (thrown) {
      failed = true;
      const error = toAppError(thrown);
      const canResume =
        error.code === 'device-lost' && (await this.hasCheckpoint(options.runId).catch(() => null)) !== null;
      const report = reportOf(error);
      if (error.code === 'device-lost')
        report.hint = canResume
          ? 'Resume goes on from the last checkpoint. Choose another backend if it happens again.'
          : 'There is no checkpoint yet. Choose another backend if it happens again.';
      onEvent({ type: 'failed', error: report, canResume });
    }
  }

  pause(): Promise<void> {
    this.control.pause();
    return Promise.resolve();
  }

  resume(): Promise<void> {
    this.control.resume();
    return Promise.resolve();
  }

  step(): Promise<void> {
    this.control.step();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.control.stop();
    return Promise.resolve();
  }

  setLearningRate(learningRate: number): Promise<void> {
    this.session?.setLearningRate(learningRate);
    return Promise.resolve();
  }

  findUsers(
    prefix: string,
    count: number,
  ): Promise<{ user: number; userId: string; interactions: number }[]> {
    const { session } = this;
    if (session && isOfInteractions(session)) return Promise.resolve(findUsers(session, prefix, count));
    return Promise.resolve(session && isOfSequences(session) ? findSequences(session, prefix, count) : []);
  }

  inspectUser(user: number, k: number): Promise<UserInspection> {
    const session = this.begunSession();
    if (isOfSequences(session)) return inspectSequence(session, user, k);
    if (!isOfInteractions(session))
      throw new AppError(
        'bad-spec',
        'This model learns from plots and ranks nothing for users.',
        'Look at its genres instead.',
      );
    return inspectUser(session, user, k);
  }

  inspectGenres(): Promise<GenreInspection> {
    return inspectGenres(this.genreSession());
  }

  findItems(query: string, count: number): Promise<FoundItem[]> {
    return Promise.resolve(findItems(this.genreSession(), query, count));
  }

  inspectItem(item: number): Promise<ItemInspection> {
    return inspectItem(this.genreSession(), item);
  }

  async itemVectors(): Promise<LearnedVectors | null> {
    if (!this.session)
      throw new AppError('data-missing', 'There is no run with vectors yet.', 'Press Train first.');
    return this.session.itemVectors();
  }

  /** @throws AppError `data-missing` before the first run. */
  private begunSession(): AnySession {
    if (this.session) return this.session;
    throw new AppError('data-missing', 'There is no run to look into yet.', 'Press Train first.');
  }

  private genreSession(): GenreSession {
    const session = this.begunSession();
    if (isOfGenres(session)) return session;
    throw new AppError(
      'bad-spec',
      'This model learns from users and tells no genres.',
      'Look at what it would show to a user instead.',
    );
  }

  async hasCheckpoint(runId: string): Promise<{ epoch: number } | null> {
    const checkpoint = await loadCheckpoint(runId);
    return checkpoint ? { epoch: checkpoint.epoch } : null;
  }

  deleteCheckpoint(runId: string): Promise<void> {
    return deleteCheckpoint(runId);
  }
}
