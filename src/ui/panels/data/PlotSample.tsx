/** How many items of a data set have texts and genres, and one of them to read. */
import { Text, Title } from '@mantine/core';
import type { PlotFigures } from '../../../protocol/dataset';
import { text } from '../../messages';

export function PlotSample({ plots, numItems }: { plots: PlotFigures; numItems: number }) {
  const { title, year, genres, text: plot } = plots.sample;
  return (
    <section>
      <Title order={3} mt="md">
        {text.plots.section}
      </Title>
      <Text size="sm">{text.plots.have(plots.numTexts, plots.numWithGenres, numItems)}</Text>
      <Text size="sm" mt="xs" fw={500}>
        {year === 0 ? title : `${title} (${year})`}
        <Text span size="sm" c="dimmed" fw={400}>
          {genres.length > 0 && ` · ${genres.join(', ')}`}
        </Text>
      </Text>
      <Text size="sm" maw="70ch">
        {plot}
      </Text>
    </section>
  );
}
