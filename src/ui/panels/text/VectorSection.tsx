/** Word vectors: training, files, and questions to them. */
import { Button, Group, Progress, SimpleGrid, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useEffect } from 'react';
import { ErrorMessage } from '../../controls/ErrorMessage';
import { Icon } from '../../controls/Icon';
import { cancelVectors, loadVectorForm, trainVectors, useText } from '../../store/text';
import { AskVectors } from './AskVectors';
import { VectorFiles } from './VectorFiles';
import { VectorForm } from './VectorForm';
import { speedWords, trainingWords, vectorsWords } from './vectorWords';

export function VectorSection({ withTexts }: { withTexts: boolean }) {
  const { form, training, importing, vectors, made, speed, vectorError } = useText();
  useEffect(() => void loadVectorForm(), []);
  const busy = training !== null || importing !== null;
  return (
    <section aria-labelledby="vectors-title">
      <Title order={2} id="vectors-title">
        Word vectors
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Words that stand among the same words come to lie close together. Trained on all texts of the data
        set, in this tab.
      </Text>
      <SimpleGrid type="container" cols={{ base: 1, '720px': 2 }} spacing="lg">
        <Stack gap="xs">
          {form && <VectorForm form={form} disabled={busy} />}
          <Group gap="xs">
            <Button
              size="xs"
              leftSection={<Icon name="play" />}
              disabled={busy || !withTexts || !form}
              onClick={() => void trainVectors()}
            >
              Train vectors
            </Button>
            <VectorFiles busy={busy} />
            {!withTexts && (
              <Text size="sm" c="dimmed">
                There are no texts to train on; vectors of a file can be looked at.
              </Text>
            )}
          </Group>
          {busy && (
            <div>
              <Progress
                aria-label={training ? 'Training of word vectors' : 'Import of word vectors'}
                value={100 * (training ? training.done / training.total : (importing?.fraction ?? 0))}
                transitionDuration={0}
              />
              <Group justify="space-between" mt={4}>
                <Text size="sm" c="dimmed">
                  {training ? trainingWords(training) : importing?.label}
                </Text>
                <Button size="xs" variant="default" onClick={cancelVectors}>
                  Cancel
                </Button>
              </Group>
            </div>
          )}
          {vectorError && <ErrorMessage error={vectorError} />}
          <VisuallyHidden role="status">
            {training ? 'Training of word vectors has begun.' : ((vectors && vectorsWords(vectors)) ?? '')}
          </VisuallyHidden>
        </Stack>
        {vectors ? (
          <Stack gap="xs">
            <Text size="sm">
              {vectorsWords(vectors)}
              {speed !== null && `, trained at ${speedWords(speed)}`}.
            </Text>
            <AskVectors key={made} vectors={vectors} />
          </Stack>
        ) : (
          <Text size="sm" c="dimmed">
            No vectors yet. Once they are trained or imported, the words nearest to a word are shown here, and
            analogies can be asked for.
          </Text>
        )}
      </SimpleGrid>
    </section>
  );
}
