/** Sentences about word vectors and their training. */
import type { TrainingProgress, VectorFacts } from '../../../protocol/textService';

const count = (value: number): string => Math.round(value).toLocaleString('en');

/** Three significant digits: the speed never stands still. */
export const speedWords = (wordsPerSecond: number): string =>
  `${count(Number(wordsPerSecond.toPrecision(3)))} words/s`;

export function trainingWords({ done, total, wordsPerSecond }: TrainingProgress): string {
  if (wordsPerSecond === 0) return 'Getting ready';
  const left = Math.ceil((total - done) / wordsPerSecond);
  return `${count(done)} of ${count(total)} words · ${speedWords(wordsPerSecond)} · ${left} s left`;
}

export const vectorsWords = ({ origin, words, dimension }: VectorFacts): string =>
  `${origin}: ${count(words)} words in ${dimension} dimensions`;
