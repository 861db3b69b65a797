/** Holds the ranking on the GPU to the evaluator's own: the same scores must give the same ranks, lists and faults. */
import { makePermutation, purpose, streamKey, threefry, unit } from '../data/random';
import { makeHistory } from '../data/sample/history';
import { createGpuRanker } from '../engine/ranking/gpuRanker';
import type { Program } from '../engine/program/program';
import { compileWebGpu } from '../engine/webgpu/compileWebGpu';
import { startBackend } from '../engine/backends/startBackend';
import { wasmBinaries } from '../engine/backends/wasmBinaries';
import { Ranker, type Ranking } from '../evaluate/ranker';
import type { RankingTask, Scorer } from '../evaluate/scorer';
import { rankCounted, scoreAllUnseen } from '../evaluate/scoring';
import { readSpec } from '../protocol/completeSpec';
import { buildCatalog } from '../train/catalog';
import { createTrainer } from '../train/interactions/network';
import { prepare } from '../train/interactions/prepare';
import { starBoard } from './checkerboard';
import { datasetOf, type Row } from './interactions';
import { onDevice } from './onDevice';
import type { ParityResult } from './parity';

interface RankingCase {
  name: string;
  numUsers: number;
  numItems: number;
  usersPerRun: number;
  listLength: number;
  /** Items of each user that are trained on, and that are held out. */
  trained: (user: number) => number;
  heldOut: (user: number) => number;
  score: (user: number, item: number) => number;
}

const key = streamKey(9, purpose.randomScores, 0);
const dense = (user: number, item: number): number => unit(threefry(key, user, item).a) - 0.5;
const few = (user: number, item: number): number => [-1, -0, 0, 0.25, 3][threefry(key, user, item).a % 5]!;
const base = { listLength: 10, trained: () => 9, heldOut: () => 1, score: dense };

const cases: RankingCase[] = [
  { ...base, name: 'one held-out item each', numUsers: 37, numItems: 61, usersPerRun: 8 },
  { ...base, name: 'many runs, rows of whole vectors', numUsers: 70, numItems: 64, usersPerRun: 4 },
  {
    ...base,
    name: 'ties, and zeros of both signs',
    numUsers: 50,
    numItems: 203,
    usersPerRun: 20,
    heldOut: (user) => 1 + (user % 9),
    score: few,
  },
  {
    ...base,
    name: 'all items, none left out',
    numUsers: 11,
    numItems: 61,
    usersPerRun: 4,
    trained: () => 0,
    score: few,
  },
  {
    ...base,
    name: 'hundreds of held-out items',
    numUsers: 9,
    numItems: 1001,
    usersPerRun: 8,
    heldOut: (user) => (user === 3 ? 700 : 3 * user + 1),
    listLength: 50,
  },
  {
    ...base,
    name: 'lists longer than the invocations of a user',
    numUsers: 5,
    numItems: 1500,
    usersPerRun: 4,
    listLength: 400,
    score: few,
  },
  {
    ...base,
    name: 'fewer candidates than places',
    numUsers: 6,
    numItems: 7,
    usersPerRun: 4,
    trained: (user) => user,
    heldOut: () => 1,
    listLength: 7,
    score: few,
  },
  {
    ...base,
    name: 'a single item',
    numUsers: 5,
    numItems: 1,
    usersPerRun: 4,
    trained: () => 0,
    listLength: 1,
  },
  {
    ...base,
    name: 'scores smaller than normal floats, and the largest',
    numUsers: 12,
    numItems: 130,
    usersPerRun: 12,
    heldOut: () => 6,
    score: (user, item) => dense(user, item) * [1e-40, 1e-44, 6e38][item % 3]!,
  },
  {
    ...base,
    name: 'constant scores and no lists',
    numUsers: 8,
    numItems: 99,
    usersPerRun: 8,
    listLength: 0,
    heldOut: () => 5,
    score: () => 7,
  },
];

export const runRankingParity = (): Promise<ParityResult[]> =>
  onDevice(async (device) => {
    const results: ParityResult[] = [];
    for (const one of cases) results.push({ name: one.name, ...(await compared(device, one)) });
    results.push(...(await ofNetworks()));
    for (const bad of [NaN, Infinity, -Infinity]) results.push(await faulty(device, bad));
    return results;
  });

/** The rankings of all users, twice from the GPU, against those of the host. */
async function compared(device: GPUDevice, one: RankingCase): Promise<Omit<ParityResult, 'name'>> {
  const { dataset, task, scorer, dispose } = await prepared(device, one);
  const scoring = scoreAllUnseen(dataset, task.masked, task.heldOut);
  const host = await scoring.score(scorer, task.users, new Ranker(one.numItems, one.listLength));
  const expected = Array.from(task.users, (_, row) => host.rank(row));
  const differences: string[] = [];
  for (const time of ['first', 'second']) {
    const actual: Ranking[] = [];
    for await (const { size, rank } of rankCounted(dataset, scorer, task, await scorer.countRanks()))
      for (let row = 0; row < size; row++) actual.push(rank(row));
    const wrong = expected.findIndex((ranking, row) => text(ranking) !== text(actual[row]!));
    if (wrong >= 0 || actual.length !== expected.length)
      differences.push(`${time}: place ${wrong}: ${text(actual[wrong]!)} and not ${text(expected[wrong]!)}`);
  }
  dispose();
  return { passed: differences.length === 0, detail: differences.join('; ') };
}

const text = ({ relevant, ranks, candidates, top, topScores }: Ranking): string =>
  [relevant, ranks, [candidates], top, topScores].map((part) => part.join(' ')).join(' | ');

/** Networks are measured alike by scores read back, epoch by epoch, and without reading any. */
async function ofNetworks(): Promise<ParityResult[]> {
  const faults: string[] = [];
  const report = (message: string) => faults.push(message);
  const compute = await startBackend('webgpu', wasmBinaries, { onLost: report, onError: report });
  const dataset = starBoard({ numUsers: 37, numItems: 62, perUser: 9 });
  const results: ParityResult[] = [];
  for (const modelId of ['mf', 'neumf']) {
    const { spec } = readSpec({ model: { id: modelId }, train: { batchSize: 53 } }, buildCatalog());
    const prepared = prepare(spec, dataset);
    const choice = { modelId, params: prepared.params, pretrained: new Map() };
    const trainer = await createTrainer(prepared, compute, choice, () => {});
    const { numItems, scoreUsers, scorePairs, countRanks } = trainer.scorer;
    const measured: string[] = [];
    for (const evaluator of [prepared.watched!, prepared.watched!, prepared.test!]) {
      trainer.run(measured.length + 1, 0, trainer.stepsPerEpoch);
      const measure = async (scorer: Scorer) =>
        JSON.stringify(await evaluator.evaluate(scorer, () => Promise.resolve()));
      const readNone = () => Promise.reject(new Error('All scores were read.'));
      measured.push(
        await measure({ numItems, scorePairs, scoreUsers: readNone, countRanks: countRanks! }),
        await measure({ numItems, scorePairs, scoreUsers }),
      );
    }
    trainer.dispose();
    const pairs = [0, 2, 4].map((at) => [measured[at]!, measured[at + 1]!] as const);
    const different = pairs.filter(([counted, read]) => counted !== read);
    results.push({
      name: `${modelId} is measured by counts as by scores, with weights that change`,
      passed: different.length === 0 && new Set(measured).size === pairs.length,
      detail: JSON.stringify(different),
    });
  }
  results.push({ name: 'no network was refused', passed: faults.length === 0, detail: faults.join('; ') });
  return results;
}

/** One score of one user, who is ranked amid the others, is no finite number. */
async function faulty(device: GPUDevice, bad: number): Promise<ParityResult> {
  const one = { ...base, name: '', numUsers: 50, numItems: 61, usersPerRun: 4 };
  const { task, scorer, dispose } = await prepared(device, {
    ...one,
    score: (user, item) => (user === 49 && item === 60 ? bad : dense(user, item)),
  });
  const wrong: string[] = [];
  let first = 0;
  for await (const { size, finite } of await scorer.countRanks()) {
    const users = task.users.subarray(first, (first += size));
    if (finite === users.includes(49)) wrong.push(`users ${users.join(' ')} are said to be ${finite}`);
  }
  dispose();
  return {
    name: `a score of ${bad} is noticed, in its chunk alone`,
    passed: wrong.length === 0,
    detail: wrong.join(),
  };
}

async function prepared(device: GPUDevice, one: RankingCase) {
  const { numUsers, numItems, usersPerRun } = one;
  const roles = rolesOf(one);
  const rows = roles.map(({ row }) => row);
  const dataset = datasetOf(rows, { numUsers, numItems });
  const indices = Int32Array.from(rows.keys());
  // Rows stand in the order of the data set, by user, as they were made.
  const part = (heldOut: boolean) =>
    makeHistory(
      dataset,
      indices.filter((index) => roles[index]!.heldOut === heldOut),
    );
  // Not in the order of their ids.
  const order = makePermutation(key, numUsers);
  const task: RankingTask = {
    users: Int32Array.from({ length: numUsers }, (_, place) => order(place)),
    masked: part(false),
    heldOut: part(true),
    listLength: Math.min(one.listLength, numItems),
  };
  const scores = Float32Array.from({ length: numUsers * numItems }, (_, at) =>
    one.score(Math.floor(at / numItems), at % numItems),
  );
  const ranker = await createGpuRanker(device, {
    ...task,
    numItems,
    usersPerRun,
    buffers: { users: 'users', scores: 'scores' },
  });
  const program = await compileWebGpu(device, lookUp(scores, usersPerRun, numItems), { seed: 1, ...ranker });
  const scorer = {
    numItems,
    scoreUsers: (users) =>
      Promise.resolve(
        Float32Array.from(
          { length: users.length * numItems },
          (_, at) => scores[users[Math.floor(at / numItems)]! * numItems + (at % numItems)]!,
        ),
      ),
    scorePairs: () => Promise.reject(new Error('Only whole rows are ranked here.')),
    countRanks: () => Promise.resolve(ranker.count(program)),
  } satisfies Scorer;
  const dispose = (): void => {
    program.dispose();
    ranker.dispose();
  };
  return { dataset, task, scorer, dispose };
}

/** For each user, items in an order of their own: first those held out, then those trained on. */
function rolesOf({ numUsers, numItems, trained, heldOut }: RankingCase): { row: Row; heldOut: boolean }[] {
  return Array.from({ length: numUsers }, (_, user) => {
    const itemAt = makePermutation(streamKey(user, purpose.split, 3), numItems);
    const held = heldOut(user);
    return Array.from({ length: Math.min(numItems, held + trained(user)) }, (_, place) => ({
      row: [user, itemAt(place), 3, place] as Row,
      heldOut: place < held,
    }));
  }).flat();
}

/** A scoring program that looks the scores up. */
function lookUp(scores: Float32Array, usersPerRun: number, numItems: number): Program {
  const users = { buffer: 0, offset: 0, rows: [1], column: 0 };
  return {
    buffers: [
      { name: 'users', type: 'i32', length: usersPerRun, role: 'input' },
      { name: 'table', type: 'f32', length: scores.length, role: 'constant', data: scores },
      { name: 'scores', type: 'f32', length: usersPerRun * numItems, role: 'output' },
    ],
    levels: [
      [
        {
          kind: 'rows',
          name: 'look up',
          rowShape: [usersPerRun],
          stages: [
            {
              do: 'write',
              width: numItems,
              value: {
                op: 'load',
                place: { buffer: 1, offset: 0, rows: [0], column: 1, via: { ids: users, stride: numItems } },
              },
              to: { buffer: 2, offset: 0, rows: [numItems], column: 1 },
            },
          ],
        },
      ],
    ],
    numScalars: 0,
  };
}
