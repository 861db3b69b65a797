/** Which data set the experiment uses, and what of it. */
import { Button, Select, Text } from '@mantine/core';
import { ErrorMessage } from '../../controls/ErrorMessage';
import { FieldRow } from '../../controls/FieldRow';
import { Icon } from '../../controls/Icon';
import { text } from '../../messages';
import { chooseDataset, fingerprintFor, useDatasets } from '../../store/datasets';
import { showTab } from '../../store/view';
import { SpecField } from './fields';
import { useIsPending } from '../../store/pending';
import { Section } from './Section';
import { useChangedCount, useForm } from './formContext';
import { useTask } from './useTask';
import { VectorsField } from './VectorsField';

const filters = ['data.positiveFrom', 'data.minUserInteractions', 'data.minItemInteractions'];
const counted = [...filters, 'data.vectors'];

export function DataSection() {
  const { spec, catalog } = useForm();
  const pending = useIsPending('data.fingerprint');
  const { entries, generated, current, error } = useDatasets();
  // Filters are of interactions, which models of texts do not see.
  const filtered = useTask() !== 'genres';
  const usesVectors = catalog.models.find(({ id }) => id === spec.model.id)?.usesVectors ?? false;
  const changed = useChangedCount(counted);
  const sets = [
    ...(generated ? [{ fingerprint: generated.fingerprint, name: text.data.generatedName }] : []),
    ...entries,
  ];
  const chosen = fingerprintFor(spec.data);
  const pick = (fingerprint: string | null): void => {
    const set = entries.find((entry) => entry.fingerprint === fingerprint) ?? generated;
    if (set) chooseDataset(set);
  };
  return (
    <Section title={text.sections.data} chosen={spec.data.name} changed={filtered ? changed : 0} open>
      <FieldRow
        id="field-data"
        label={text.data.choose}
        changed={false}
        pending={pending}
        width="wide"
        onReset={() => undefined}
      >
        <Select
          id="field-data"
          size="xs"
          aria-labelledby="field-data-label"
          data={sets.map(({ fingerprint, name }) => ({ value: fingerprint, label: name }))}
          value={chosen}
          placeholder={generated ? `${spec.data.name}: ${text.data.missing}` : text.data.generating}
          allowDeselect={false}
          onChange={pick}
        />
      </FieldRow>
      {error && <ErrorMessage error={error} />}
      <Text size="xs" c="dimmed" mt={4} mih="2.2em">
        {current && text.data.counts(current)}
      </Text>
      <Button
        size="xs"
        variant="default"
        fullWidth
        my={4}
        leftSection={<Icon name="upload" size="0.875rem" />}
        onClick={() => showTab('data')}
      >
        {text.data.load}
      </Button>
      {filtered && <VectorsField fingerprint={chosen} used={usesVectors} />}
      {filtered && filters.map((path) => <SpecField key={path} path={path} />)}
    </Section>
  );
}
