/** Choosing which movie to look at: by its title, one by one, or somewhere else in the list. */
import type { FoundItem } from '../../../../protocol/trainService';
import { SearchPicker } from '../SearchPicker';
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
  return (
    <SearchPicker
      found={movies}
      chosen={movie}
      onChoose={onMovie}
      idOf={({ item }) => item}
      labelOf={(one) => `${movieTitle(one)}: ${partWords[one.part]}`}
      label="Movie"
      width={{ base: '100%', xs: 320 }}
      search={{ label: 'Title contains', width: 160, maxLength: 200, value: query, onChange: onQuery }}
      leap="Some other"
    />
  );
}
