/** What a code in the rating column means that looks like "not rated", with how many rows have it. */
import { Radio, Stack } from '@mantine/core';
import type { ColumnMapping, MappingQuestion } from '../../../../protocol/dataService';
import { text } from '../../../messages';

interface UnratedFieldProps {
  question: MappingQuestion;
  mapping: ColumnMapping;
  onChange: (change: Pick<ColumnMapping, 'unrated' | 'unratedAs'>) => void;
}

/** The codes asked about: those guessed, else what is no star in any case. */
export function codesIn({ guess, ratings }: MappingQuestion): number[] {
  return guess.unrated.length > 0
    ? guess.unrated
    : ratings.filter(({ value }) => value <= 0).map(({ value }) => value);
}

export function UnratedField({ question, mapping, onChange }: UnratedFieldProps) {
  const words = text.mapping.unrated;
  const codes = codesIn(question);
  const numWith = question.ratings
    .filter(({ value }) => codes.includes(value))
    .reduce((sum, { count }) => sum + count, 0);
  const numRows = question.ratings.reduce((sum, { count }) => sum + count, 0);
  return (
    <Radio.Group
      label={words.title(codes, question.columns[mapping.rating!]!)}
      description={words.counts(numWith, numRows)}
      value={mapping.unrated.length === 0 ? 'rating' : mapping.unratedAs}
      onChange={(meaning) =>
        onChange(
          meaning === 'rating'
            ? { unrated: [], unratedAs: mapping.unratedAs }
            : { unrated: codes, unratedAs: meaning === 'interactions' ? 'interactions' : 'left-out' },
        )
      }
    >
      <Stack gap={6} mt={6}>
        <Radio size="xs" value="left-out" label={words.leftOut(numRows - numWith)} />
        <Radio size="xs" value="interactions" label={words.interactions(numRows)} />
        <Radio size="xs" value="rating" label={words.rating} />
      </Stack>
    </Radio.Group>
  );
}
