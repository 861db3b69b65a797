/** The text service: holds the texts of one data set and the word vectors of this visit. Runs in a worker. */
import { LatestWork } from '../data/work';
import type { Entry } from '../protocol/catalog';
import type { Progress, SourceFile } from '../protocol/dataService';
import type { ItemInfo } from '../protocol/dataset';
import { AppError } from '../protocol/errors';
import { describe, readParams, type Definition } from '../protocol/registry';
import type { Params } from '../protocol/spec';
import type { TextOptions } from '../protocol/textOptions';
import type {
  FoundMovie,
  NearWords,
  TextFigures,
  TextService,
  TextStages,
  TrainingProgress,
  VectorFacts,
} from '../protocol/textService';
import { textFigures } from './figures';
import { makeTokenizer, stages } from './tokenize';
import { analogy, nearest, type Neighbour } from './vectors/neighbours';
import { vectorParams } from './vectors/params';
import { trainVectors } from './vectors/trainVectors';
import { readVec, writeVec } from './vectors/vecFile';
import type { WordVectors } from './vectors/wordVectors';
import { buildVocabulary, toCorpus, type Vocabulary } from './vocabulary';
import { splitWords } from './words';

const wordVectors: Definition<typeof vectorParams> = {
  id: 'word-vectors',
  label: 'Word vectors',
  help: 'Vectors in which words that stand among the same words come to lie close together.',
  citation: 'Mikolov et al., NIPS 2013; Bojanowski et al., TACL 2017',
  params: vectorParams,
};

/** Words common enough in plots of films to be worth a try, if the vocabulary has them. */
const worthTrying = 'detective murder love ghost robot alien school war dance robbery treasure king'.split(
  ' ',
);
const mostSuggestions = 6;

export class TextWorker implements TextService {
  private items: ItemInfo | null = null;
  /** The words of all texts under the options they were last asked with. */
  private tokenized: { key: string; texts: string[][] } | null = null;
  private vocabulary: { texts: string[][]; minCount: number; value: Vocabulary } | null = null;
  private vectors: WordVectors | null = null;
  private readonly job = new LatestWork();

  vectorForm(): Promise<Entry> {
    return Promise.resolve(describe(wordVectors));
  }

  open(items: ItemInfo | null): Promise<void> {
    this.items = items;
    this.tokenized = null;
    return Promise.resolve();
  }

  figures(options: TextOptions): Promise<TextFigures> {
    return Promise.resolve(
      textFigures(this.items, this.wordsOf(options), this.vocabularyOf(options), options.maxTokens),
    );
  }

  findMovies(search: string, most: number): Promise<FoundMovie[]> {
    const { items } = this;
    if (!items?.descriptions) return Promise.resolve([]);
    const wanted = search.trim().toLowerCase();
    const found = items.titles.flatMap((title, item) => {
      const at = title.toLowerCase().indexOf(wanted);
      return at < 0 || items.descriptions![item]!.trim() === '' ? [] : [{ item, begins: at === 0 }];
    });
    const first = [...found.filter(({ begins }) => begins), ...found.filter(({ begins }) => !begins)];
    return Promise.resolve(
      first.slice(0, most).map(({ item }) => ({
        item,
        title: items.titles[item]!,
        year: items.years[item]!,
        genres: items.genreNames.filter((_, genre) => (items.genres[item]! >>> genre) & 1),
      })),
    );
  }

  stages(item: number, options: TextOptions): Promise<TextStages> {
    const text = this.items?.descriptions?.[item] ?? '';
    return Promise.resolve(stages(text, options, this.items?.genreNames ?? [], this.vocabularyOf(options)));
  }

  async train(
    options: TextOptions,
    params: Params,
    seed: number,
    onProgress: (progress: TrainingProgress) => void,
  ): Promise<VectorFacts> {
    const chosen = readParams(wordVectors, params);
    return this.job.run(
      () => {},
      async (work) => {
        const vocabulary = this.vocabularyOf(options);
        const corpus = toCorpus(this.wordsOf(options), vocabulary);
        this.vectors = await trainVectors(corpus, vocabulary, chosen, seed, async (done, total, speed) => {
          onProgress({ done, total, wordsPerSecond: speed });
          await work.pace('', null);
        });
        return factsOf(this.vectors, `${chosen.method}, ${chosen.architecture}`);
      },
    );
  }

  cancel(): Promise<void> {
    this.job.cancel();
    return Promise.resolve();
  }

  nearest(word: string, k: number): Promise<NearWords> {
    const vectors = this.current();
    const asked = [oneWord(vectors, word)];
    return Promise.resolve(answer(vectors, asked, nearest(vectors, asked[0]!, k)));
  }

  analogy(a: string, b: string, c: string, k: number): Promise<NearWords> {
    const vectors = this.current();
    const asked = [a, b, c].map((word) => oneWord(vectors, word));
    return Promise.resolve(answer(vectors, asked, analogy(vectors, asked[0]!, asked[1]!, asked[2]!, k)));
  }

  exportVectors(): Promise<Blob> {
    return Promise.resolve(new Blob([...writeVec(this.current())], { type: 'text/plain' }));
  }

  async importVectors(file: SourceFile, onProgress: (progress: Progress) => void): Promise<VectorFacts> {
    return this.job.run(onProgress, async (work) => {
      this.vectors = await readVec(file, work);
      return factsOf(this.vectors, file.path);
    });
  }

  private wordsOf(options: TextOptions): string[][] {
    const { removeStopWords, maskGenreWords } = options;
    const key = `${removeStopWords} ${maskGenreWords}`;
    if (this.tokenized?.key === key) return this.tokenized.texts;
    const tokenize = makeTokenizer(options, this.items?.genreNames ?? []);
    const texts = (this.items?.descriptions ?? []).map(tokenize);
    this.tokenized = { key, texts };
    return texts;
  }

  private vocabularyOf(options: TextOptions): Vocabulary {
    const texts = this.wordsOf(options);
    const { minCount } = options;
    if (this.vocabulary?.texts !== texts || this.vocabulary.minCount !== minCount)
      this.vocabulary = { texts, minCount, value: buildVocabulary(texts, minCount) };
    return this.vocabulary.value;
  }

  private current(): WordVectors {
    if (this.vectors) return this.vectors;
    throw new AppError(
      'data-missing',
      'There are no word vectors yet.',
      'Train them, or import a .vec file.',
    );
  }
}

function factsOf(vectors: WordVectors, origin: string): VectorFacts {
  const known = worthTrying.filter((word) => vectors.rowOf(word) >= 0);
  return {
    origin,
    words: vectors.words.length,
    dimension: vectors.dimension,
    withNgrams: vectors.ngrams !== null,
    suggestions: [...new Set([...known, ...vectors.words])].slice(0, mostSuggestions),
  };
}

/** What was typed, as it stands among the words of the vectors, or else as the texts are split. */
function oneWord(vectors: WordVectors, typed: string): string {
  const trimmed = typed.trim();
  if (vectors.rowOf(trimmed) >= 0) return trimmed;
  const words = splitWords(typed);
  if (words.length === 1) return words[0]!;
  throw new AppError(
    'bad-spec',
    words.length === 0 ? 'A word is missing.' : `“${trimmed}” is ${words.length} words.`,
    'Type one word in each field.',
  );
}

function answer(
  vectors: WordVectors,
  asked: readonly string[],
  words: readonly Neighbour[] | null,
): NearWords {
  const absent = asked.filter((word) => vectors.rowOf(word) < 0);
  if (words) return { fromNgrams: absent, words: [...words] };
  throw new AppError(
    'bad-spec',
    `There is no vector of ${absent.map((word) => `“${word}”`).join(', ')}.`,
    'Try a word of the texts that occurs often enough, or train fastText, which has vectors for unseen words.',
  );
}
