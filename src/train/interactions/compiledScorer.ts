/** Scores a network by programs: one for whole rows of the score matrix, one for pairs, each made when first asked for. */
import { compileScoring, scoresBuffer } from '../../engine/compile/scoring';
import type { Program } from '../../engine/program/program';
import { compileOn, maxBuffersOn, type ProgramHost } from '../../engine/programHost';
import type { RankCounts, RankingTask, Scorer } from '../../evaluate/scorer';
import type { Trainable } from './assemble';
import { compileRanking, type CompiledRanking, type RankingOptions } from './compiledRanking';
import { FreshProgram, type WeightsSource } from '../freshProgram';

export interface CompiledScorerOptions extends WeightsSource {
  host: ProgramHost;
  trainable: Trainable;
  numItems: number;
}

/** Scores computed in one go: bounds the memory of what is in between, and the time without a break. */
const scoresPerRun = 2 ** 17;
const pairsPerRun = 2 ** 13;

export function compiledScorer(options: CompiledScorerOptions): Scorer & { dispose(): void } {
  const { host, trainable, numItems } = options;
  const { network, weights } = trainable;
  const usersPerRun = Math.max(1, Math.floor(scoresPerRun / numItems));
  const scoring = (
    inputs: readonly string[],
    length: number,
    score: Parameters<typeof compileScoring>[3],
  ): Program =>
    compileScoring(
      weights,
      inputs.map((name) => ({ name, length })),
      maxBuffersOn(host),
      score,
    );
  const compile = (make: () => Program) =>
    new FreshProgram(options, () => compileOn(host, make(), { seed: 0 }));
  const { scoreUsers } = network;
  const scoringRows =
    scoreUsers && ((numUsers: number) => scoring(['users'], numUsers, (users) => scoreUsers(users!)));
  const rows = scoringRows && compile(() => scoringRows(usersPerRun));
  const pairs = compile(() =>
    scoring(['users', 'items'], pairsPerRun, (users, items) => network.scorePairs(users!, items!)),
  );
  const ranking =
    scoringRows && host.kind === 'webgpu'
      ? new LatestRanking({ ...options, host, scoring: scoringRows })
      : null;
  const once = { epoch: 0, step: 0, scalars: [] };

  const scorePairs = async (users: Int32Array, items: Int32Array): Promise<Float32Array> => {
    const program = await pairs.get();
    const scores = new Float32Array(users.length);
    for (let from = 0; from < users.length; from += pairsPerRun) {
      program.write('users', users.slice(from, from + pairsPerRun));
      program.write('items', items.slice(from, from + pairsPerRun));
      program.run([once]);
      const chunk = (await program.read(scoresBuffer)) as Float32Array;
      scores.set(chunk.subarray(0, users.length - from), from);
    }
    return scores;
  };
  return {
    numItems,
    scorePairs,
    async scoreUsers(users) {
      if (!rows)
        return scorePairs(
          Int32Array.from({ length: users.length * numItems }, (_, at) => users[Math.floor(at / numItems)]!),
          Int32Array.from({ length: users.length * numItems }, (_, at) => at % numItems),
        );
      const program = await rows.get();
      const scores = new Float32Array(users.length * numItems);
      for (let from = 0; from < users.length; from += usersPerRun) {
        program.write('users', users.slice(from, from + usersPerRun));
        program.run([once]);
        const chunk = (await program.read(scoresBuffer)) as Float32Array;
        scores.set(chunk.subarray(0, (users.length - from) * numItems), from * numItems);
      }
      return scores;
    },
    ...(ranking && { countRanks: (task) => ranking.count(task) }),
    dispose() {
      rows?.dispose();
      pairs.dispose();
      ranking?.dispose();
    },
  };
}

/** The ranking of the task that was asked for last: a run has one after each epoch, and another at its end. */
class LatestRanking {
  private readonly options: RankingOptions;
  private task: RankingTask | null = null;
  private made: Promise<CompiledRanking | null> = Promise.resolve(null);

  constructor(options: RankingOptions) {
    this.options = options;
  }

  async count(task: RankingTask): Promise<AsyncIterable<RankCounts> | null> {
    if (task !== this.task) {
      this.dispose();
      this.task = task;
      // A device too small for it can still give the scores.
      this.made = compileRanking(this.options, task).catch(() => null);
    }
    const ranking = await this.made;
    return ranking && ranking.count();
  }

  dispose(): void {
    void this.made.then((ranking) => ranking?.dispose());
  }
}
