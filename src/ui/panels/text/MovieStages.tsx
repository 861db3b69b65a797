/** One movie's text at every stage on its way to ids. */
import { Button, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { TextOptions } from '../../../protocol/textOptions';
import type { FoundMovie, TextStages } from '../../../protocol/textService';
import { withText } from '../../store/services';
import { StageList } from './StageList';
import { useAnswer } from './useAnswer';

const mostMovies = 200;

const find = (search: string): Promise<FoundMovie[]> =>
  withText((text) => text.findMovies(search, mostMovies));

interface Asked {
  item: number;
  options: TextOptions;
}

const ask = async ({ item, options }: Asked): Promise<{ item: number; stages: TextStages }> => ({
  item,
  stages: await withText((text) => text.stages(item, options)),
});

export function MovieStages({ options }: { options: TextOptions }) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<FoundMovie | null>(null);
  const { answer: found } = useAnswer(find, search);
  const movie = chosen ?? found?.[0] ?? null;
  const asked = useMemo(() => (movie ? { item: movie.item, options } : null), [movie, options]);
  const { answer, problem } = useAnswer(ask, asked);
  const movies = found ?? [];
  // One chosen before stays chosen while a search does not find it.
  const listed = movie && !movies.some(({ item }) => item === movie.item) ? [movie, ...movies] : movies;
  const place = listed.findIndex(({ item }) => item === movie?.item);
  const step = (by: number): void =>
    setChosen(listed[(place + by + listed.length) % Math.max(1, listed.length)] ?? null);
  return (
    <section aria-labelledby="stages-title">
      <Title order={2} id="stages-title">
        One text, stage by stage
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Crossed out is what does not reach the next stage.
      </Text>
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Title holds"
          size="xs"
          placeholder="all"
          w={140}
          maxLength={64}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setChosen(null);
          }}
        />
        <NativeSelect
          label="Movie"
          size="xs"
          w="min(20rem, 100%)"
          disabled={listed.length === 0}
          value={movie === null ? '' : String(movie.item)}
          onChange={(event) => {
            const item = Number(event.currentTarget.value);
            setChosen(listed.find((candidate) => candidate.item === item) ?? null);
          }}
          data={listed.map(({ item, title, year }) => ({
            value: String(item),
            label: year > 0 ? `${title} (${year})` : title,
          }))}
        />
        <Button.Group>
          <Button size="xs" variant="default" disabled={listed.length < 2} onClick={() => step(-1)}>
            Previous
          </Button>
          <Button size="xs" variant="default" disabled={listed.length < 2} onClick={() => step(1)}>
            Next
          </Button>
        </Button.Group>
      </Group>
      <Text size="sm" c="dimmed" role="status" mih="1.5em" my={4}>
        {problem ||
          (found?.length === 0 && search !== ''
            ? `No title of a movie with a text holds “${search}”.`
            : movie?.genres.join(', '))}
      </Text>
      {answer && answer.item === movie?.item && <StageList stages={answer.stages} options={options} />}
    </section>
  );
}
