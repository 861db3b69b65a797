/** A model of genres from inside: how well it tells each genre, what it takes for what, and one movie. */
import { Stack, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import type { AppError } from '../../../../protocol/errors';
import type { FoundItem, GenreInspection } from '../../../../protocol/trainService';
import type { RunRecord } from '../../../store/runRecord';
import { GenreMatrix } from './GenreMatrix';
import { GenreTable } from './GenreTable';
import { MoviePicker } from './MoviePicker';
import { MovieView } from './MovieView';
import type { Pairs } from './pairWords';
import { useGenres, useMovie, useMovies, type FoundMovies, type GenreService } from './useGenres';

interface GenresInsideProps {
  service: GenreService;
  run: RunRecord;
  /** Changes when the model has. */
  moment: string;
}

export function GenresInside({ service, run, moment }: GenresInsideProps) {
  const { shown, problem } = useGenres(service, moment);
  const [pairs, setPairs] = useState<Pairs>('together');
  const [chosen, setChosen] = useState<FoundItem | null>(null);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" role="status" mih="1.5em">
        {statusText(run, shown, problem)}
      </Text>
      {shown && (
        <Tabs defaultValue="genres">
          <Tabs.List mb="xs" style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
            <Tabs.Tab value="genres">Genres</Tabs.Tab>
            <Tabs.Tab value="pairs">Pairs</Tabs.Tab>
            <Tabs.Tab value="movie">One movie</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="genres">
            <GenreTable inspection={shown} runName={run.name} />
          </Tabs.Panel>
          <Tabs.Panel value="pairs">
            <GenreMatrix inspection={shown} pairs={pairs} onPairs={setPairs} />
          </Tabs.Panel>
          <Tabs.Panel value="movie">
            <Movie
              service={service}
              threshold={shown.threshold}
              moment={moment}
              chosen={chosen}
              onChosen={setChosen}
            />
          </Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  );
}

function statusText(run: RunRecord, shown: GenreInspection | null, problem: AppError | null): string {
  // The worker has no model yet.
  if (problem?.code === 'data-missing') return `Waiting for the first epoch of “${run.name}” …`;
  if (problem) return `${problem.what} ${problem.hint}`;
  if (!shown) return `Telling the genres of all movies with “${run.name}” …`;
  const { items, part, epoch } = shown;
  const partName = part === 'test' ? 'test' : 'validation';
  if (items === 0)
    return `The ${partName} part of “${run.name}” holds no movies, so nothing can be measured. Hold out more under Split and train again.`;
  const goesOn = run.status === 'running' ? ' All here follows the training, epoch by epoch.' : '';
  const when = epoch === 0 ? 'before its first epoch' : `after epoch ${epoch}`;
  return `“${run.name}” ${when}, on the ${items.toLocaleString('en-US')} movies of the ${partName} part.${goesOn}`;
}

interface MovieProps {
  service: GenreService;
  threshold: number | null;
  moment: string;
  chosen: FoundItem | null;
  onChosen: (movie: FoundItem | null) => void;
}

function Movie({ service, threshold, moment, chosen, onChosen }: MovieProps) {
  const [query, setQuery] = useState('');
  const found = useMovies(service, query, moment);
  const movie = chosen ?? found.shown?.movies[0] ?? null;
  const { shown, problem } = useMovie(service, movie?.item ?? null, moment);
  return (
    <Stack gap="xs">
      <MoviePicker
        movies={found.shown?.movies ?? []}
        movie={movie}
        onMovie={onChosen}
        query={query}
        onQuery={(text) => {
          setQuery(text);
          // What is searched for is shown, no longer what was chosen before.
          onChosen(null);
        }}
      />
      <Text size="sm" c="dimmed" role="status" mih="1.5em">
        {searchText(found.shown, found.problem ?? problem)}
      </Text>
      {movie && shown && <MovieView movie={shown} threshold={threshold} />}
    </Stack>
  );
}

function searchText(found: FoundMovies | null, problem: AppError | null): string {
  if (problem) return `${problem.what} ${problem.hint}`;
  if (!found) return 'Looking for movies …';
  const { query, movies } = found;
  if (movies.length === 0)
    return `No movie with a plot has “${query}” in its title: search for another part of it.`;
  return '';
}
