/** One movie: its plot with the words that the model reads, and how likely it finds each genre. */
import { Stack, Text, Title } from '@mantine/core';
import type { ItemInspection } from '../../../../protocol/trainService';
import classes from './Genres.module.css';
import { formatShare } from './formatShare';
import { movieTitle } from './movieWords';
import { shareStyle } from './shareStyle';

interface MovieViewProps {
  movie: ItemInspection;
  /** The tuned threshold; null where there is none. */
  threshold: number | null;
}

export function MovieView({ movie, threshold }: MovieViewProps) {
  return (
    <div className={classes.movie}>
      <Plot movie={movie} />
      <Genres movie={movie} threshold={threshold} />
    </div>
  );
}

function Plot({ movie }: { movie: ItemInspection }) {
  const read = movie.plot.filter(({ word }) => word !== null).length;
  return (
    <Stack component="section" gap={4} aria-label="Plot">
      <Title order={3}>{movieTitle(movie)}</Title>
      <Text size="sm" c="dimmed">
        {partSentence[movie.part]} {readSentence(read, movie.cut)}
      </Text>
      <p className={classes.plot} style={{ margin: 0 }}>
        {movie.plot.map(({ text, word }, place) =>
          word === null ? (
            text
          ) : (
            <mark key={place} title={word === text ? undefined : `read as “${word}”`}>
              {text}
            </mark>
          ),
        )}
      </p>
    </Stack>
  );
}

const partSentence: Record<ItemInspection['part'], string> = {
  train: 'The model is trained on this movie.',
  validation: 'In the validation part: the model is not trained on it.',
  test: 'In the test part: the model never saw it.',
  none: 'It has none of the genres, so that it is neither trained on nor measured.',
};

function readSentence(read: number, cut: number): string {
  if (read === 0) return 'The model knows none of the words of this plot.';
  const words = `${read} ${read === 1 ? 'word' : 'words'}`;
  const rest = cut > 0 ? `; ${cut} more come after the longest text and are cut` : '';
  return `Marked: the ${words} that its vocabulary has${rest}.`;
}

function Genres({ movie: { genres }, threshold }: MovieViewProps) {
  const told = genres.filter(({ has }) => has).map(({ name }) => name);
  return (
    <Stack component="section" gap={4} aria-label="Genres of the movie">
      <Title order={3}>{told.length > 0 ? `True genres: ${told.join(', ')}` : 'None of the genres'}</Title>
      <Text size="sm" c="dimmed">
        Probability of each genre. A genre is predicted from the dashed line on, 0.5
        {threshold !== null && `, or from the solid one, tuned to ${formatShare(threshold)}`}.
      </Text>
      <table className={classes.told}>
        <thead>
          <tr>
            <th scope="col">Genre</th>
            <td />
            <th scope="col" className={classes.number}>
              Probability
            </th>
          </tr>
        </thead>
        <tbody>
          {genres.map(({ name, has, probability }) => (
            <tr key={name} className={has ? classes.has : undefined}>
              <th scope="row" className={has ? classes.has : undefined}>
                {name}
                {has && ' ✓'}
              </th>
              <td>
                <span className={classes.track} aria-hidden="true">
                  <span className={classes.probability} style={shareStyle(probability)} />
                  <span className={classes.threshold} data-half style={shareStyle(0.5)} />
                  {threshold !== null && <span className={classes.threshold} style={shareStyle(threshold)} />}
                </span>
              </td>
              <td className={classes.number}>{formatShare(probability)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Stack>
  );
}
