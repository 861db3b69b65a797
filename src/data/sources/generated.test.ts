import { beforeAll, describe, expect, it } from 'vitest';
import { createEvaluator } from '../../evaluate/evaluator';
import type { Scorer } from '../../evaluate/scorer';
import type { Dataset, Oracle } from '../../protocol/dataset';
import { defaultSpec } from '../../protocol/spec';
import { buildDataset } from '../canonical';
import { draw, purpose, streamKey, unit } from '../random';
import { makeHistory } from '../sample/history';
import { makeSessions } from '../sessions/makeSessions';
import { makeSplit } from '../split/makeSplit';
import { generateFilms } from './generated';
import { oracleScores } from './oracle';

let dataset: Dataset;
let oracle: Oracle;
beforeAll(async () => {
  dataset = await buildDataset(generateFilms());
  oracle = dataset.oracle!;
});

const countBy = (ids: Int32Array, n: number): number[] => {
  const counts = new Array<number>(n).fill(0);
  for (const id of ids) counts[id]!++;
  return counts;
};
const descending = (counts: number[]): number[] => [...counts].sort((a, b) => b - a);

describe('the generated data', () => {
  it('has about 60,000 ratings of 1,000 viewers for 800 films', () => {
    expect([dataset.numUsers, dataset.numItems]).toEqual([1000, 800]);
    expect(dataset.users.length).toBeGreaterThan(55_000);
    expect(dataset.users.length).toBeLessThan(65_000);
  });

  it('has evenings of several films, days apart', () => {
    const evenings = makeSessions(dataset, { id: 'gap', params: { hours: 24 } });
    const meanLength = dataset.users.length / evenings.numSessions;
    expect(meanLength).toBeGreaterThan(4);
  });

  it('is the same data as ever: links name it by this fingerprint', async () => {
    const again = await buildDataset(generateFilms(1));
    expect(again.fingerprint).toBe(dataset.fingerprint);
    expect(dataset.fingerprint).toBe('3ed436cf42a6b3c6c6daeb3b6c06ff91a497d4173d2156c87bfd3e9bb51d5213');
    expect((await buildDataset(generateFilms(2))).fingerprint).not.toBe(dataset.fingerprint);
  });

  it('has the same texts and genres as ever, which its fingerprint does not cover', async () => {
    const { genreNames, genres, descriptions } = dataset.itemInfo!;
    const written = new TextEncoder().encode(JSON.stringify([genreNames, [...genres], descriptions]));
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', written)).toString('hex');
    expect(digest).toBe('1882e06bed1142816163f1300e2cbdb3b5d0b96ed2c4f3541b301fc4af7c1f84');
  });

  it('has a long tail of viewers: at least 15 films each, a median of about 45, a few with hundreds', () => {
    const activity = descending(countBy(dataset.users, 1000));
    expect(activity.at(-1)).toBeGreaterThanOrEqual(15);
    expect(Math.abs(activity[500]! - 45)).toBeLessThan(6);
    expect(activity[0]).toBeGreaterThan(250);
  });

  it('has a long tail of films, and 20 too new to have ratings, which are the newest', () => {
    const counts = countBy(dataset.items, 800);
    const years = dataset.itemInfo!.years;
    const fresh = counts.flatMap((count, item) => (count === 0 ? [item] : []));
    expect(fresh).toHaveLength(20);
    expect(new Set(fresh.map((item) => years[item]))).toEqual(new Set([Math.max(...years)]));
    expect(Math.min(...counts.filter((count) => count > 0))).toBeGreaterThanOrEqual(3);
    const ranked = descending(counts);
    const topTenth = ranked.slice(0, 80).reduce((sum, count) => sum + count);
    expect(topTenth / dataset.items.length).toBeGreaterThan(0.25);
  });

  it('has half-star ratings from 1 to 5 with a mean between 3.3 and 4', () => {
    for (const rating of dataset.ratings) expect(rating >= 1 && rating <= 5 && rating % 0.5 === 0).toBe(true);
    const mean = dataset.ratings.reduce((sum, rating) => sum + rating) / dataset.ratings.length;
    expect(mean).toBeGreaterThan(3.3);
    expect(mean).toBeLessThan(4);
  });

  it('has a strict order in time for every viewer, in evenings of a few films', () => {
    const gaps: number[] = [];
    for (let i = 1; i < dataset.users.length; i++)
      if (dataset.users[i] === dataset.users[i - 1])
        gaps.push(dataset.timestamps[i]! - dataset.timestamps[i - 1]!);
    expect(Math.min(...gaps.slice(0, 20_000))).toBeGreaterThan(0);
    const withinAnHour = gaps.filter((gap) => gap < 3600).length / gaps.length;
    expect(withinAnHour).toBeGreaterThan(0.7);
    expect(withinAnHour).toBeLessThan(0.9);
  });

  it('names every film differently and describes it in words', () => {
    const { titles, descriptions } = dataset.itemInfo!;
    expect(new Set(titles).size).toBe(800);
    expect(titles.some((title) => title.endsWith(' 2'))).toBe(true);
    for (const text of descriptions!) {
      expect(text.split(' ').length).toBeGreaterThan(12);
      expect(text).not.toMatch(/[{}]|undefined|\b[Aa] [aeiou]/);
    }
  });
});

describe('its oracle', () => {
  it('is the true model: what follows the last two films is picked as often as it says', () => {
    let expected = 0;
    let variance = 0;
    let seen = 0;
    const scores = new Float32Array(800);
    for (let i = 0; i < 8000; i++) {
      const user = dataset.users[i]!;
      const first = dataset.users.indexOf(user);
      if (i === first) continue;
      const before = dataset.items.subarray(first, i);
      oracleScores(oracle, user, [...before], scores);
      const odds = scores.map((score) => Math.exp(score));
      for (const item of before) odds[item] = 0;
      const followers = new Set(
        [...before.slice(-2)].flatMap((item) => [...oracle.successors.subarray(item * 4, item * 4 + 4)]),
      );
      const total = odds.reduce((sum, value) => sum + value, 0);
      const share = [...followers].reduce((sum, item) => sum + (item < 0 ? 0 : odds[item]!), 0) / total;
      expected += share;
      variance += share * (1 - share);
      if (followers.has(dataset.items[i]!)) seen++;
    }
    expect(seen).toBeGreaterThan(1000);
    expect(Math.abs(seen - expected)).toBeLessThan(4 * Math.sqrt(variance));
  });

  it('stands above item-kNN, which stands above popularity, which stands above chance', async () => {
    const { train, test } = makeSplit(dataset, {
      ...defaultSpec(),
      validation: { id: 'none', params: {} },
    });
    const history = makeHistory(dataset, train);
    const evaluator = createEvaluator({
      dataset,
      seen: history,
      trainedCounts: history.itemCounts,
      heldOut: test,
      candidates: 'full',
      metrics: ['ndcg@10'],
      task: 'ranking',
    });
    const ndcgOf = async (score: (user: number, out: Float32Array) => void): Promise<number> => {
      const scorer: Scorer = {
        numItems: 800,
        scorePairs: () => Promise.reject(new Error('a full ranking scores users')),
        scoreUsers(users) {
          const scores = new Float32Array(users.length * 800);
          users.forEach((user, row) => score(user, scores.subarray(row * 800, (row + 1) * 800)));
          return Promise.resolve(scores);
        },
      };
      const { metrics } = await evaluator.evaluate(scorer, () => Promise.resolve());
      return metrics['ndcg@10']!;
    };

    const together = new Float32Array(800 * 800);
    for (let user = 0; user < 1000; user++)
      for (const a of history.itemsOf(user)) for (const b of history.itemsOf(user)) together[a * 800 + b]!++;
    const cosine = together.map((count, pair) => {
      const [a, b] = [Math.floor(pair / 800), pair % 800];
      return count === 0 || a === b ? 0 : count / Math.sqrt(together[a * 801]! * together[b * 801]!);
    });
    const lastItems = Array.from({ length: 1000 }, (): number[] => []);
    for (const index of train) lastItems[dataset.users[index]!]!.push(dataset.items[index]!);

    const key = streamKey(1, purpose.randomScores, 0);
    const chance = await ndcgOf((user, out) => out.set(out.map((_, item) => unit(draw(key, user, item).a))));
    const popularity = await ndcgOf((_, out) => out.set(history.itemCounts));
    const itemKnn = await ndcgOf((user, out) => {
      for (const seen of history.itemsOf(user))
        for (let item = 0; item < 800; item++) out[item]! += cosine[seen * 800 + item]!;
    });
    const best = await ndcgOf((user, out) => oracleScores(oracle, user, lastItems[user]!, out));
    expect(chance).toBeLessThan(0.015);
    expect(popularity).toBeGreaterThan(2 * chance);
    expect(itemKnn).toBeGreaterThan(1.5 * popularity);
    expect(best).toBeGreaterThan(2.5 * itemKnn);
  });
});
