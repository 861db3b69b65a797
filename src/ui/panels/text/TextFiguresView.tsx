/** The texts in figures: how many there are, how many words, and what the options leave out. */
import { Text } from '@mantine/core';
import type { TextFigures } from '../../../protocol/textService';
import figuresClasses from '../../panels/data/DatasetFigures.module.css';
import { TokensHistogram } from './TokensHistogram';

const count = (value: number): string => value.toLocaleString('en');

export function TextFiguresView({ figures, maxTokens }: { figures: TextFigures; maxTokens: number }) {
  const shares: [string, string][] = [
    ['Movies', count(figures.movies)],
    ['With a text', count(figures.withText)],
    ['With genres', count(figures.withGenres)],
    ['With both', count(figures.withBoth)],
    ['Words known', count(figures.vocabulary)],
    ['Tokens, median', count(figures.medianTokens)],
    ['Longest', count(figures.mostTokens)],
    ['Texts cut', count(figures.cut)],
  ];
  const lost = (100 * figures.unknown) / Math.max(1, figures.occurrences);
  return (
    <div>
      <dl className={figuresClasses.figures}>
        {shares.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" c="dimmed" my="xs">
        {count(figures.unknown)} of {count(figures.occurrences)} occurrences of words ({lost.toFixed(1)} %)
        are too rare to be known. Most frequent: {figures.frequent.map(({ word }) => word).join(', ')}.
      </Text>
      <TokensHistogram bars={figures.histogram} maxTokens={maxTokens} />
    </div>
  );
}
