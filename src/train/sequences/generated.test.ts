import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { buildDataset } from '../../data/canonical';
import { generateFilms } from '../../data/sources/generated';
import type { SpecOverrides } from '../../protocol/spec';
import { runSession } from '../../testing/runSession';

describe('the next film of the built-in data', () => {
  it('is told better by the film before it than by who watches, and best by the truth', async () => {
    const films = await buildDataset(generateFilms());
    const run = async (spec: SpecOverrides) => {
      const { events, done } = await runSession(structuredClone(films), {
        evaluation: { metrics: ['ndcg@10'] },
        ...spec,
      });
      const start = events.find((event) => event.type === 'start')!;
      return { ndcg: done!.metrics['ndcg@10']!, oracle: start.info.oracle!['ndcg@10']! };
    };
    const popularity = await run({ model: { id: 'pop' } });
    const mf = await run({ model: { id: 'mf' }, train: { epochs: 10 } });
    const markov = await run({ model: { id: 'markov' } });
    expect(mf.ndcg).toBeGreaterThan(popularity.ndcg);
    expect(markov.ndcg).toBeGreaterThan(mf.ndcg);
    expect(markov.oracle).toBeGreaterThan(1.2 * markov.ndcg);
    // Whoever is asked, users by a model of users or questions by one of sequences, the truth is the same.
    expect(markov.oracle).toBe(mf.oracle);
  });

  it('can be one that nobody has rated, where its description is known', async () => {
    const films = await buildDataset(generateFilms());
    // What the text of a film is about, as its genres say it.
    const { genres, genreNames } = films.itemInfo!;
    const dimension = genreNames.length;
    const values = Float32Array.from(
      { length: films.numItems * dimension },
      (_, at) => (genres[Math.floor(at / dimension)]! >>> (at % dimension)) & 1,
    );
    const itemVectors = { name: 'genres', source: 'genres', dimension, values };
    const run = async (spec: SpecOverrides) => {
      const { done } = await runSession(structuredClone({ ...films, itemVectors }), {
        split: { id: 'cold-items' },
        validation: { id: 'none' },
        evaluation: { metrics: ['recall@20'] },
        earlyStopping: { metric: 'recall@20/warm' },
        train: { epochs: 4 },
        ...spec,
      });
      return done!.metrics;
    };
    const mf = await run({ model: { id: 'mf' } });
    const content = await run({ model: { id: 'content-knn' } });
    expect(content['recall@20/cold']).toBeGreaterThan(1.3 * mf['recall@20/cold']!);
  });
});
