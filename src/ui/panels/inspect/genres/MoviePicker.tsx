/** Choosing which movie to look at: by its title, one by one, or somewhere else in the list. */
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import type { FoundItem } from '../../../../protocol/trainService';
import { nextUser, type Step } from '../nextUser';
import { movieTitle, partWords } from './movieWords';

interface MoviePickerProps {
  /** Those whose title holds `query`. */
  movies: readonly FoundItem[];
  movie: FoundItem | null;
  onMovie: (movie: FoundItem) => void;
  query: string;
  onQuery: (query: string) => void;
}

export function MoviePicker({ movies, movie, onMovie, query, onQuery }: MoviePickerProps) {
  const index = movies.findIndex(({ item }) => item === movie?.item);
  const go = (step: Step) => {
    const next = movies[nextUser(Math.max(index, 0), movies.length, step)];
    if (next) onMovie(next);
  };
  const alone = movies.length < 2;
  // The list may have moved on to another part since this movie was chosen from it.
  const options = movie && index < 0 ? [movie, ...movies] : movies;
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        label="Title contains"
        placeholder="all"
        w={160}
        maxLength={200}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
      />
      <NativeSelect
        label="Movie"
        w={{ base: '100%', xs: 320 }}
        disabled={options.length === 0}
        value={movie === null ? '' : String(movie.item)}
        onChange={(event) => {
          const id = Number(event.currentTarget.value);
          const found = movies.find(({ item }) => item === id);
          if (found) onMovie(found);
        }}
        data={options.map((found) => ({
          value: String(found.item),
          label: `${movieTitle(found)}: ${partWords[found.part]}`,
        }))}
      />
      <Button.Group>
        <Button variant="default" disabled={alone} onClick={() => go('previous')}>
          Previous
        </Button>
        <Button variant="default" disabled={alone} onClick={() => go('next')}>
          Next
        </Button>
      </Button.Group>
      <Button variant="default" disabled={alone} onClick={() => go('leap')}>
        Some other
      </Button>
    </Group>
  );
}
