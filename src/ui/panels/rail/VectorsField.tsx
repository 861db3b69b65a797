/** Which vectors of the items models may use: those kept with the data set, or those that a text-CNN learns first. */
import { NativeSelect, Text } from '@mantine/core';
import { useEffect } from 'react';
import { textCnnVectors } from '../../../protocol/itemVectors';
import { FieldRow } from '../../controls/FieldRow';
import { specField } from '../../controls/specFields';
import { text } from '../../messages';
import { useDatasets } from '../../store/datasets';
import { listKept, useKeptVectors } from '../../store/keptVectors';
import { useField } from './formContext';

const path = 'data.vectors';

interface VectorsFieldProps {
  fingerprint: string | null;
  /** Whether the model can use them: the field then stands there even where there are none to choose. */
  used: boolean;
}

export function VectorsField({ fingerprint, used }: VectorsFieldProps) {
  const { value, onChange, ...row } = useField(path);
  const kept = useKeptVectors((state) => state.kept);
  // A text-CNN learns from texts to tell genres.
  const hasTexts = useDatasets(({ current }) => (current?.plots?.numWithGenres ?? 0) > 0);
  useEffect(() => void listKept(fingerprint), [fingerprint]);
  const chosen = value as string;
  if (!used && kept.length === 0 && chosen === '') return null;
  const { title = path, description } = specField(path);
  const learned = { value: textCnnVectors, label: text.data.textCnnVectors };
  const isMissing = chosen !== '' && chosen !== textCnnVectors && !kept.some(({ name }) => name === chosen);
  return (
    <>
      <FieldRow {...row} label={title} help={description} width="wide">
        <NativeSelect
          id={row.id}
          size="xs"
          value={chosen}
          onChange={(event) => onChange(event.currentTarget.value)}
          data={[
            { value: '', label: text.data.noVectors },
            ...(isMissing ? [{ value: chosen, label: `${chosen}: ${text.data.missing}` }] : []),
            ...kept.map(({ name, dimension }) => ({
              value: name,
              label: text.data.vectors(name, dimension),
            })),
            ...(hasTexts || chosen === textCnnVectors ? [learned] : []),
          ]}
        />
      </FieldRow>
      {used && !hasTexts && kept.length === 0 && (
        <Text size="xs" c="dimmed" mb={4}>
          {text.data.vectorsHint}
        </Text>
      )}
    </>
  );
}
