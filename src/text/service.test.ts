import { beforeEach, describe, expect, it } from 'vitest';
import type { ItemInfo } from '../protocol/dataset';
import { textOptions } from '../protocol/textOptions';
import { TextWorker } from './service';

const options = textOptions.parse({ minCount: 1 });
const items: ItemInfo = {
  titles: ['The Ghost', 'Ghost Story', 'Love', 'Silent'],
  years: Int16Array.of(1990, 1981, 0, 2001),
  genreNames: ['Drama', 'Horror'],
  genres: Uint32Array.of(2, 3, 1, 1),
  descriptions: [
    'A ghost haunts the manor by night.',
    'A ghost of the manor haunts a drama queen.',
    'Love in a drama.',
    '',
  ],
};
const small = { dimension: 8, epochs: 2 };

let service: TextWorker;
beforeEach(async () => {
  service = new TextWorker();
  await service.open(items);
});

const faultOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error as Error).message,
  );

describe('movies', () => {
  it('are found by title, those that begin with the search first, those without a text never', async () => {
    const found = await service.findMovies('ghost', 10);
    expect(found.map(({ title }) => title)).toEqual(['Ghost Story', 'The Ghost']);
    expect(found[0]).toEqual({ item: 1, title: 'Ghost Story', year: 1981, genres: ['Drama', 'Horror'] });
    expect(await service.findMovies('silent', 10)).toEqual([]);
    expect(await service.findMovies('', 2)).toHaveLength(2);
  });

  it('are shown with the options asked for', async () => {
    const masking = { ...options, maskGenreWords: true };
    expect((await service.stages(2, options)).known.tokens).toEqual(['love', 'drama']);
    expect((await service.stages(2, masking)).known.tokens).toEqual(['love']);
    expect((await service.figures(masking)).frequent.map(({ word }) => word)).not.toContain('drama');
  });
});

describe('vectors', () => {
  it('are asked for in vain before they are trained', async () => {
    expect(await faultOf(Promise.resolve().then(() => service.nearest('ghost', 3)))).toContain(
      'no word vectors',
    );
  });

  it('answer, are written, read again, and answer the same', async () => {
    const facts = await service.train(options, small, 1, () => undefined);
    expect(facts).toMatchObject({ origin: 'word2vec, skip-gram', dimension: 8, withNgrams: false });
    const before = await service.nearest(' Ghost', 3);
    const blob = await service.exportVectors();
    const again = await service.importVectors({ path: 'mine.vec', blob }, () => undefined);
    expect(again).toMatchObject({ origin: 'mine.vec', words: facts.words });
    expect(await service.nearest('ghost', 3)).toEqual(before);
  });

  it('stay when a file cannot be read or a parameter is out of range', async () => {
    await service.train(options, small, 1, () => undefined);
    const broken = { path: 'mine.vec', blob: new Blob(['1 2\nghost 1\n']) };
    expect(await faultOf(service.importVectors(broken, () => undefined))).toContain('mine.vec, line 2');
    expect(await faultOf(service.train(options, { window: 0 }, 1, () => undefined))).toContain('window');
    expect((await service.nearest('ghost', 2)).words).toHaveLength(2);
  });

  it('of unseen words come from n-grams, and without these it is said which word is missing', async () => {
    await service.train(options, small, 1, () => undefined);
    const ask = () => Promise.resolve().then(() => service.analogy('ghost', 'ghosts', 'love', 3));
    expect(await faultOf(ask())).toContain('no vector of “ghosts”');
    await service.train(options, { ...small, method: 'fasttext', buckets: 100 }, 1, () => undefined);
    expect((await ask()).fromNgrams).toEqual(['ghosts']);
  });

  it('are of one word each', async () => {
    await service.train(options, small, 1, () => undefined);
    const ask = (word: string) => faultOf(Promise.resolve().then(() => service.nearest(word, 3)));
    expect(await ask('two words')).toContain('is 2 words');
    expect(await ask(' !')).toContain('missing');
  });

  it('are not changed by a training that is cancelled', async () => {
    await service.train(options, small, 1, () => undefined);
    const before = await service.nearest('ghost', 3);
    const training = service.train(options, { ...small, epochs: 100 }, 2, () => void service.cancel());
    expect(await faultOf(training)).toContain('cancelled');
    expect(await service.nearest('ghost', 3)).toEqual(before);
  });
});
