/** The plots of the data set: their way to tokens, and word vectors trained on them. */
import { Button, Loader, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { DatasetSummary } from '../../protocol/dataset';
import { ErrorMessage } from '../controls/ErrorMessage';
import { text } from '../messages';
import { useDatasets } from '../store/datasets';
import { useExperiment } from '../store/experiment';
import { countTexts, useText } from '../store/text';
import { showTab } from '../store/view';
import { MovieStages } from './text/MovieStages';
import { TextFiguresView } from './text/TextFiguresView';
import { TextOptionsForm } from './text/TextOptionsForm';
import { VectorSection } from './text/VectorSection';

export default function TextPanel() {
  const { current, generated } = useDatasets();
  if (current) return <Texts dataset={current} />;
  return (
    <section>
      <Title order={2}>{generated ? text.summary.empty : text.data.generating}</Title>
      <Text size="sm" c="dimmed">
        {text.summary.emptyHint}
      </Text>
    </section>
  );
}

function Texts({ dataset }: { dataset: DatasetSummary }) {
  const options = useExperiment(({ spec }) => spec.text);
  const { opened, figures, error } = useText();
  const { fingerprint } = dataset;
  useEffect(() => void countTexts(fingerprint, options), [fingerprint, options]);
  if (error) return <ErrorMessage error={error} />;
  if (opened !== fingerprint || !figures)
    return <Loader size="sm" role="status" aria-label="Reading the texts" />;
  return (
    <Stack gap="lg">
      <section aria-labelledby="texts-title">
        <Title order={2} mb={4} id="texts-title">
          Texts of {dataset.name}
        </Title>
        {figures.withText === 0 ? (
          <NoTexts dataset={dataset} />
        ) : (
          <SimpleGrid type="container" cols={{ base: 1, '720px': 2 }} spacing="lg">
            <TextFiguresView figures={figures} maxTokens={options.maxTokens} />
            <TextOptionsForm />
          </SimpleGrid>
        )}
      </section>
      {figures.withText > 0 && <MovieStages key={fingerprint} options={options} />}
      <VectorSection withTexts={figures.withText > 0} />
    </Stack>
  );
}

function NoTexts({ dataset }: { dataset: DatasetSummary }) {
  return (
    <>
      <Text size="sm">
        None of its {dataset.numItems.toLocaleString('en')} items has a text. Import a file of plots (JSON or
        CSV) in the Data panel: it is joined to these items by their id, or by title and year. The built-in
        data brings plots of its own.
      </Text>
      <Button size="xs" mt="xs" onClick={() => showTab('data')}>
        Go to Data
      </Button>
    </>
  );
}
