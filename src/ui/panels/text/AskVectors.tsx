/** Questions to word vectors: the nearest words of a word, and analogies. */
import { Button, Group, Table, Text, TextInput, Title } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { NearWords, VectorFacts } from '../../../protocol/textService';
import { withText } from '../../store/services';
import { useAnswer, type Answer } from './useAnswer';

const k = 10;

const askNearest = (word: string): Promise<NearWords> => withText((text) => text.nearest(word, k));
const askAnalogy = ([a, b, c]: [string, string, string]): Promise<NearWords> =>
  withText((text) => text.analogy(a, b, c, k));

export function AskVectors({ vectors }: { vectors: VectorFacts }) {
  return (
    <>
      <Nearest vectors={vectors} />
      <Analogy />
    </>
  );
}

function Nearest({ vectors: { suggestions, withNgrams } }: { vectors: VectorFacts }) {
  const [word, setWord] = useState(suggestions[0] ?? '');
  const result = useAnswer(askNearest, word.trim() === '' ? null : word);
  return (
    <div>
      <Title order={3}>Nearest words</Title>
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Word"
          size="xs"
          w={160}
          maxLength={64}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="off"
        />
        <Group gap={4}>
          {suggestions.map((suggestion) => (
            <Button key={suggestion} size="compact-xs" variant="default" onClick={() => setWord(suggestion)}>
              {suggestion}
            </Button>
          ))}
        </Group>
      </Group>
      {withNgrams && (
        <Text size="xs" c="dimmed" mt={4}>
          fastText has a vector for any word: try one that no text holds, or misspell one.
        </Text>
      )}
      <Result label="Nearest words" result={result} />
    </div>
  );
}

function Analogy() {
  const [words, setWords] = useState<[string, string, string]>(['', '', '']);
  const [asked, setAsked] = useState<[string, string, string] | null>(null);
  const result = useAnswer(askAnalogy, asked);
  const field = (index: number, label: string) => (
    <TextInput
      label={label}
      size="xs"
      w={112}
      maxLength={64}
      value={words[index]}
      autoComplete="off"
      autoCapitalize="off"
      onChange={(event) => setWords(words.with(index, event.currentTarget.value) as [string, string, string])}
    />
  );
  const solve = (event: SyntheticEvent): void => {
    event.preventDefault();
    setAsked([...words]);
  };
  return (
    <form onSubmit={solve}>
      <Title order={3}>Analogy</Title>
      <Text size="xs" c="dimmed">
        “man” is to “woman” as “king” is to …? The words nearest to woman − man + king.
      </Text>
      <Group gap="xs" align="flex-end">
        {field(0, 'As')}
        {field(1, 'is to')}
        {field(2, 'so is')}
        <Button type="submit" size="xs" variant="default" disabled={words.some((word) => word.trim() === '')}>
          to …?
        </Button>
      </Group>
      {asked && <Result label="Answers to the analogy" result={result} />}
    </form>
  );
}

function Result({ label, result: { answer, problem } }: { label: string; result: Answer<NearWords> }) {
  return (
    <>
      <Text size="sm" c={problem ? 'var(--mantine-color-error)' : 'dimmed'} role="status" mih="1.5em">
        {problem ||
          (answer &&
            answer.fromNgrams.length > 0 &&
            `Not trained on: ${answer.fromNgrams.join(', ')}. The vector is the mean of the n-grams’.`)}
      </Text>
      {answer && (
        <Table aria-label={label} verticalSpacing={2} fz="sm" maw={320}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Word</Table.Th>
              <Table.Th ta="right">Cosine</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answer.words.map(({ word, similarity }) => (
              <Table.Tr key={word}>
                <Table.Td>{word}</Table.Td>
                <Table.Td ta="right">{similarity.toFixed(3)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}
