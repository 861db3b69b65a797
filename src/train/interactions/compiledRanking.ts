/** The full rankings of one task, counted on the GPU by passes behind a program that scores whole rows. */
import { scoresBuffer } from '../../engine/compile/scoring';
import { planMemory } from '../../engine/program/memory';
import type { Program } from '../../engine/program/program';
import { compileOn, type ProgramHost } from '../../engine/programHost';
import { createGpuRanker } from '../../engine/ranking/gpuRanker';
import type { RankCounts, RankingTask } from '../../evaluate/scorer';
import { FreshProgram, type WeightsSource } from '../freshProgram';

export interface RankingOptions extends WeightsSource {
  host: Extract<ProgramHost, { kind: 'webgpu' }>;
  numItems: number;
  /** A program that scores all items for this many users, read from the buffer `users`. */
  scoring(numUsers: number): Program;
}

export interface CompiledRanking {
  /** With the weights as they are when it is called. */
  count(): Promise<AsyncIterable<RankCounts>>;
  dispose(): void;
}

/** Scores of a run: work enough for a GPU, little enough for one submit. */
const scoresPerRun = 2 ** 21;
/** Numbers that a network may hold between its layers. */
const mostScratch = 2 ** 24;

/** @throws Error when the device has no room for the ranking */
export async function compileRanking(options: RankingOptions, task: RankingTask): Promise<CompiledRanking> {
  const { host, numItems } = options;
  const { program, usersPerRun } = fitting(options, task.users.length);
  const ranker = await createGpuRanker(host.device, {
    ...task,
    numItems,
    usersPerRun,
    buffers: { users: 'users', scores: scoresBuffer },
  });
  const { before, after } = ranker;
  const fresh = new FreshProgram(options, () => compileOn(host, program, { seed: 0, before, after }));
  const dispose = (): void => {
    fresh.dispose();
    ranker.dispose();
  };
  try {
    await fresh.get();
  } catch (error) {
    dispose();
    throw error;
  }
  return { count: async () => ranker.count(await fresh.get()), dispose };
}

/** As many users in a run, in fours, as the bounds on memory allow. */
function fitting({ scoring, numItems }: RankingOptions, numUsers: number) {
  let fours = Math.ceil(Math.min(numUsers, Math.max(1, scoresPerRun / numItems)) / 4);
  for (;;) {
    const usersPerRun = 4 * fours;
    const program = scoring(usersPerRun);
    const scratch = planMemory(program).slots.reduce((sum, length) => sum + length, 0);
    if (fours === 1 || scratch <= mostScratch) return { program, usersPerRun };
    fours = Math.max(1, Math.floor(Math.min(fours / 2, (fours * mostScratch) / scratch)));
  }
}
