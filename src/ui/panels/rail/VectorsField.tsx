/** Which of the item vectors kept with the data set models may use; shown once there are some. */
import { NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { FieldRow } from '../../controls/FieldRow';
import { specField } from '../../controls/specFields';
import { text } from '../../messages';
import { listKept, useKeptVectors } from '../../store/keptVectors';
import { useField } from './formContext';

const path = 'data.vectors';

export function VectorsField({ fingerprint }: { fingerprint: string | null }) {
  const { value, onChange, ...row } = useField(path);
  const kept = useKeptVectors((state) => state.kept);
  useEffect(() => void listKept(fingerprint), [fingerprint]);
  const chosen = value as string;
  if (kept.length === 0 && chosen === '') return null;
  const { title = path, description } = specField(path);
  const isMissing = chosen !== '' && !kept.some(({ name }) => name === chosen);
  return (
    <FieldRow {...row} label={title} help={description} width="wide">
      <NativeSelect
        id={row.id}
        size="xs"
        value={chosen}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          { value: '', label: text.data.noVectors },
          ...(isMissing ? [{ value: chosen, label: `${chosen}: ${text.data.missing}` }] : []),
          ...kept.map(({ name, dimension }) => ({ value: name, label: text.data.vectors(name, dimension) })),
        ]}
      />
    </FieldRow>
  );
}
