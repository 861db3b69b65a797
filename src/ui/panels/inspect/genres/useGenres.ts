/** What the train worker tells of a run's genres and movies, asked again as the run goes on. */
import { useEffect, useMemo, useState } from 'react';
import { toAppError, type AppError } from '../../../../protocol/errors';
import type { TrainService } from '../../../../protocol/trainService';
import { useThrottled } from '../../../charts/useThrottled';
import { latestOnly } from '../latestOnly';

export type GenreService = Pick<TrainService, 'inspectGenres' | 'findItems' | 'inspectItem'>;

export interface Answer<T> {
  /** To the question that is asked, or still to the one before. */
  shown: T | null;
  /** Why the last question has no answer. */
  problem: AppError | null;
}

const mostFound = 500;

const genresOf = (service: GenreService) => service.inspectGenres();
const moviesOf = async (service: GenreService, query: string) => ({
  query,
  movies: await service.findItems(query, mostFound),
});
const movieOf = (service: GenreService, item: number) => service.inspectItem(item);

export type FoundMovies = Awaited<ReturnType<typeof moviesOf>>;

/** @param moment changes when the model has; asked again then, at most once a second */
export const useGenres = (service: GenreService, moment: string) =>
  useAnswer(service, genresOf, 'all', moment);

/** Movies whose title holds the query. */
export const useMovies = (service: GenreService, query: string, moment: string) =>
  useAnswer(service, moviesOf, query, moment);

export const useMovie = (service: GenreService, item: number | null, moment: string) =>
  useAnswer(service, movieOf, item, moment);

function useAnswer<Question extends string | number, T>(
  service: GenreService,
  work: (service: GenreService, question: Question) => Promise<T>,
  question: Question | null,
  moment: string,
): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ shown: null, problem: null });
  const slowMoment = useThrottled(moment, 1000);
  const ask = useMemo(
    () =>
      latestOnly(
        (asked: Question) => work(service, asked),
        (shown) => setAnswer({ shown, problem: null }),
        (error) => setAnswer(({ shown }) => ({ shown, problem: toAppError(error) })),
      ),
    [service, work],
  );
  useEffect(() => {
    if (question !== null) ask(question);
  }, [ask, question, slowMoment]);
  return answer;
}
