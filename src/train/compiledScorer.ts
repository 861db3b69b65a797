/** Scores a network by programs: one for whole rows of the score matrix, one for pairs, each made when first asked for. */
import { compileScoring, scoresBuffer } from '../engine/compile/scoring';
import type { Executable } from '../engine/program/program';
import { compileOn, maxBuffersOn, type ProgramHost } from '../engine/programHost';
import type { Scorer } from '../evaluate/scorer';
import type { Trainable } from './assemble';

export interface CompiledScorerOptions {
  host: ProgramHost;
  trainable: Trainable;
  numItems: number;
  /** A number that changes with the weights. */
  versionOfWeights(): number;
  /** Copies the weights as they are now into buffers of their names. */
  copyWeights(to: Executable): Promise<void>;
}

/** Scores computed in one go: bounds the memory of what is in between, and the time without a break. */
const scoresPerRun = 2 ** 17;
const pairsPerRun = 2 ** 13;

/** A program with the version of the weights that it holds. */
class FreshProgram {
  private readonly options: CompiledScorerOptions;
  private readonly make: () => Promise<Executable>;
  private made: Promise<Executable> | null = null;
  private version = -1;

  constructor(options: CompiledScorerOptions, make: () => Promise<Executable>) {
    this.options = options;
    this.make = make;
  }

  async get(): Promise<Executable> {
    this.made ??= this.make();
    const executable = await this.made;
    const version = this.options.versionOfWeights();
    if (version !== this.version) {
      await this.options.copyWeights(executable);
      this.version = version;
    }
    return executable;
  }

  dispose(): void {
    void this.made?.then((executable) => executable.dispose());
  }
}

export function compiledScorer(options: CompiledScorerOptions): Scorer & { dispose(): void } {
  const { host, trainable, numItems } = options;
  const { network, weights } = trainable;
  const usersPerRun = Math.max(1, Math.floor(scoresPerRun / numItems));
  const compile = (inputs: readonly string[], length: number, score: Parameters<typeof compileScoring>[4]) =>
    new FreshProgram(options, () =>
      compileOn(host, compileScoring(weights, inputs, length, maxBuffersOn(host), score), { seed: 0 }),
    );
  const { scoreUsers } = network;
  const rows = scoreUsers && compile(['users'], usersPerRun, (users) => scoreUsers(users!));
  const pairs = compile(['users', 'items'], pairsPerRun, (users, items) =>
    network.scorePairs(users!, items!),
  );
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
    dispose() {
      rows?.dispose();
      pairs.dispose();
    },
  };
}
