/**
 * Measures a model: computes the ranks of the held-out items once, and every metric from them. Users go in chunks
 * with pauses between, so that a page or a Pause is never kept waiting.
 */
import type { Task } from '../protocol/catalog';
import type { Dataset } from '../protocol/dataset';
import type { AtK, EvaluationResult, Metrics } from '../protocol/events';
import type { MetricKey } from '../protocol/metricKey';
import { groupPlaces } from '../data/groups';
import { eachItemOnce } from '../data/sample/eachItemOnce';
import { makeHistory } from '../data/sample/history';
import type { SeenItems } from '../data/seen/seenRule';
import { readMetrics, type AskedMetrics } from './askedMetrics';
import type { Candidates } from './candidates/candidateRule';
import { meanError, predictRatings } from './predictedRatings';
import { Ranker, type Ranking } from './ranker';
import type { RankingTask, Scorer } from './scorer';
import { rankCounted, scoreAllUnseen, scoreLists, type CandidateScoring, type ScoredUsers } from './scoring';
import { Tally } from './tally';
import { ofRatings, ofUsers } from './unitValues';

export interface EvaluatorOptions {
  dataset: Dataset;
  /** No candidates of their user in a full ranking. */
  seen: SeenItems;
  /** Training interactions of each item, [numItems]. */
  trainedCounts: Int32Array;
  /** Interaction indices of the part to measure. */
  heldOut: Int32Array;
  candidates: Candidates;
  /** [numItems]: 1 for the items that are ranked at all; others are neither candidates nor measured. Left out: all. */
  among?: Uint8Array;
  metrics: readonly MetricKey[];
  task: Task;
  /** The one of these metrics whose value for each user is kept; left out: none is. */
  perUser?: MetricKey;
}

/** One user as the model ranks for them. */
export interface UserRanking {
  /** By rank, the best first. */
  heldOut: { item: number; rank: number }[];
  top: { item: number; score: number; hit: boolean }[];
  /** Length of the ranked list, held-out items included. */
  candidates: number;
  /** Of this user alone; empty without held-out items. */
  metrics: Metrics;
  atK: AtK;
}

/** Lets waiting messages in; called often, should return at once unless it is time. */
export type Pace = () => Promise<void>;

export interface Evaluator {
  /** Who is measured, ascending. */
  readonly users: Int32Array;
  /**
   * @param onProgress told the users done and in all, after every chunk
   * @throws AppError `non-finite` when the model gives a score that is no finite number.
   */
  evaluate(
    scorer: Scorer,
    pace: Pace,
    onProgress?: (done: number, total: number) => void,
  ): Promise<EvaluationResult>;
  /** The ranking of any user, with the first k places. @throws AppError as `evaluate`. */
  inspect(scorer: Scorer, user: number, k: number): Promise<UserRanking>;
}

/** Longest stretch of ranking between two pauses. */
const stretchMs = 8;

/**
 * Users without held-out items, and with candidate lists also users without a list, are skipped and counted.
 * @throws AppError `bad-spec` for a metric that does not exist.
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { dataset, seen, trainedCounts, candidates, among = null } = options;
  const { numUsers, numItems } = dataset;
  const asked = readMetrics(options.metrics, options.task);
  const heldOut = options.heldOut.filter((index) => among === null || among[dataset.items[index]!] === 1);
  const relevant = eachItemOnce(makeHistory(dataset, heldOut));
  const lists = typeof candidates === 'string' ? null : candidates;
  const masked = candidates === 'all' ? nothingSeen : seen;
  const scoring: CandidateScoring = lists
    ? scoreLists(dataset, lists, relevant, among)
    : scoreAllUnseen(dataset, masked, relevant, among);
  const users = Int32Array.from({ length: numUsers }, (_, user) => user).filter(
    (user) =>
      relevant.itemsOf(user).length > 0 &&
      (lists === null || lists.offsets[user + 1]! > lists.offsets[user]!),
  );
  const listLength = asked.lists.reduce((longest, { k }) => Math.max(longest, k), 0);
  const task: RankingTask | null =
    lists === null && among === null
      ? { users, masked, heldOut: relevant, listLength: Math.min(listLength, numItems) }
      : null;
  const byUser = groupPlaces(heldOut.length, numUsers, (place) => dataset.users[heldOut[place]!]!);

  async function* scoreInChunks(scorer: Scorer): AsyncGenerator<ScoredUsers> {
    const ranker = new Ranker(numItems, listLength);
    for (let first = 0; first < users.length; first += scoring.chunkUsers)
      yield scoring.score(scorer, users.subarray(first, first + scoring.chunkUsers), ranker);
  }

  const measureRatings = async (
    scorer: Scorer,
    indices: Int32Array,
    pace: Pace,
  ): Promise<Pick<EvaluationResult, 'metrics' | 'unitValues'>> => {
    if (asked.ratings.length === 0 || indices.length === 0) return { metrics: {} };
    const { predicted, actual } = await predictRatings(dataset, indices, scorer, pace);
    const metrics = Object.fromEntries(
      asked.ratings.map(({ key, metric }) => [key, meanError(metric, predicted, actual)]),
    );
    const kept = asked.ratings.find(({ key }) => key === options.perUser);
    if (!kept) return { metrics };
    const usersOf = indices.map((index) => dataset.users[index]!);
    const unitValues = ofRatings(kept.key, kept.metric, usersOf, predicted, actual);
    return { metrics, ...(unitValues && { unitValues }) };
  };

  return {
    users,

    async evaluate(scorer, pace, onProgress) {
      const tally = new Tally(asked, numItems, options.perUser);
      const counted = task && (await scorer.countRanks?.(task));
      const chunks = counted ? rankCounted(dataset, scorer, task, counted) : scoreInChunks(scorer);
      let done = 0;
      await pace();
      for await (const { size, rank } of chunks) {
        let since = performance.now();
        for (let row = 0; row < size; row++) {
          tally.add(rank(row));
          if (performance.now() - since < stretchMs) continue;
          await pace();
          since = performance.now();
        }
        done += size;
        onProgress?.(done, users.length);
        await pace();
      }
      const ratings = await measureRatings(scorer, heldOut, pace);
      const metrics = {
        ...tally.rankMetrics(),
        ...tally.listMetrics(trainedCounts, among),
        ...ratings.metrics,
      };
      const unitValues = tally.kept ? ofUsers(tally.kept.key, users, tally.kept.values) : ratings.unitValues;
      return {
        metrics,
        atK: tally.atK(),
        users: users.length,
        skippedUsers: numUsers - users.length,
        ...(unitValues && { unitValues }),
      };
    },

    async inspect(scorer, user, k) {
      const { rank } = await scoring.score(scorer, Int32Array.of(user), new Ranker(numItems, k));
      const ranking = rank(0);
      const indices = byUser.places
        .subarray(byUser.offsets[user]!, byUser.offsets[user + 1]!)
        .map((place) => heldOut[place]!);
      const { metrics } = await measureRatings(scorer, indices, () => Promise.resolve());
      return describeUser(ranking, asked, metrics, numItems);
    },
  };
}

const noItems = new Int32Array(0);
const nothingSeen: SeenItems = { itemsOf: () => noItems, has: () => false };

function describeUser(
  ranking: Ranking,
  asked: AskedMetrics,
  ratings: Metrics,
  numItems: number,
): UserRanking {
  const tally = new Tally({ ...asked, lists: [] }, numItems);
  if (ranking.relevant.length > 0) tally.add(ranking);
  const hits = new Set(ranking.relevant);
  return {
    heldOut: Array.from(ranking.relevant, (item, i) => ({ item, rank: ranking.ranks[i]! })),
    top: Array.from(ranking.top, (item, place) => ({
      item,
      score: ranking.topScores[place]!,
      hit: hits.has(item),
    })),
    candidates: ranking.candidates,
    metrics: { ...tally.rankMetrics(), ...ratings },
    atK: tally.atK(),
  };
}
