import { describe, expect, it } from 'vitest';
import { AppError } from '../../protocol/errors';
import { draw } from '../../data/random';
import { buildVocabulary, toCorpus } from '../vocabulary';
import { nearest } from './neighbours';
import { vectorParams } from './params';
import { trainVectors } from './trainVectors';

/** Texts that each speak of one of three subjects. */
const subjects = ['ghost manor haunted scream', 'robot planet alien signal', 'cowboy saloon sheriff horse'];
const texts = Array.from({ length: 300 }, (_, text) => {
  const words = subjects[text % 3]!.split(' ');
  return Array.from({ length: 8 }, (_, i) => words[draw({ a: text, b: i }, 0, 0).a % 4]!);
});
const vocabulary = buildVocabulary(texts, 1);
const corpus = toCorpus(texts, vocabulary);
const quiet = () => Promise.resolve();
const small = { dimension: 16, epochs: 15, subsample: 0 };

describe('training', () => {
  for (const method of ['word2vec', 'fasttext'])
    for (const architecture of ['skip-gram', 'cbow'])
      it(`puts words of one subject together: ${method}, ${architecture}`, async () => {
        const params = vectorParams.parse({ ...small, method, architecture, buckets: 1000 });
        const vectors = await trainVectors(corpus, vocabulary, params, 1, quiet);
        for (const subject of subjects) {
          const [word, ...others] = subject.split(' ');
          const found = nearest(vectors, word!, 3)!.map((neighbour) => neighbour.word);
          expect(found.toSorted()).toEqual(others.toSorted());
        }
      });

  it('gives the same bits for the same seed, and others for another', async () => {
    const params = vectorParams.parse({ ...small, epochs: 2 });
    const once = await trainVectors(corpus, vocabulary, params, 3, quiet);
    const again = await trainVectors(corpus, vocabulary, params, 3, quiet);
    const other = await trainVectors(corpus, vocabulary, params, 4, quiet);
    expect(again.values).toEqual(once.values);
    expect(other.values).not.toEqual(once.values);
  });

  it('reports its progress to the last word', async () => {
    const seen: [number, number][] = [];
    const params = vectorParams.parse({ ...small, epochs: 2 });
    await trainVectors(corpus, vocabulary, params, 1, (done, total, speed) => {
      expect(speed).toBeGreaterThan(0);
      seen.push([done, total]);
      return Promise.resolve();
    });
    expect(seen.at(-1)).toEqual([4800, 4800]);
  });

  it('ends when it is told to', async () => {
    const stop = new AppError('cancelled', 'Stopped.', '');
    const training = trainVectors(corpus, vocabulary, vectorParams.parse(small), 1, () =>
      Promise.reject(stop),
    );
    await expect(training).rejects.toBe(stop);
  });

  it('of fastText has vectors for words it never saw, near those they resemble', async () => {
    const params = vectorParams.parse({ ...small, method: 'fasttext', buckets: 1000 });
    const vectors = await trainVectors(corpus, vocabulary, params, 1, quiet);
    expect(vectors.vectorOf('ghosts')).toHaveLength(16);
    expect(nearest(vectors, 'ghosts', 1)![0]!.word).toBe('ghost');
  });
});

describe('what cannot be trained says why', () => {
  const train = (given: object, of = corpus) =>
    trainVectors(of, vocabulary, vectorParams.parse(given), 1, quiet);

  it('texts without known words', async () => {
    const empty = toCorpus([['zebra'], []], vocabulary);
    await expect(train({}, empty)).rejects.toThrow('nothing to train word vectors on');
  });

  it('n-grams whose shortest is longer than the longest', async () => {
    await expect(train({ minNgram: 5, maxNgram: 4 })).rejects.toThrow('longer than the longest (4)');
  });

  it('more than a gigabyte of vectors', async () => {
    await expect(train({ method: 'fasttext', buckets: 2_000_000, dimension: 512 })).rejects.toThrow('GB');
  });
});
