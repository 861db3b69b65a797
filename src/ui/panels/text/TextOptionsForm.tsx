/** How texts become tokens: the same settings that runs on texts use. */
import { Stack, Text } from '@mantine/core';
import { ParamField } from '../../controls/ParamField';
import { specField } from '../../controls/specFields';
import { settingId } from '../../store/drafts';
import { useExperiment } from '../../store/experiment';
import { useIsPending } from '../../store/pending';
import { getAt } from '../../store/specPath';

const paths = ['text.removeStopWords', 'text.minCount', 'text.maxTokens', 'text.maskGenreWords'];

export function TextOptionsForm() {
  return (
    <Stack gap={0}>
      {paths.map((path) => (
        <OptionField key={path} path={path} />
      ))}
      <Text size="xs" c="dimmed" mt={4}>
        They belong to the experiment: models that learn from texts see the same words.
      </Text>
    </Stack>
  );
}

function OptionField({ path }: { path: string }) {
  const { spec, set } = useExperiment();
  const pending = useIsPending(path);
  const schema = specField(path);
  const value = getAt(spec, path);
  return (
    <ParamField
      id={settingId(path, 'panel')}
      schema={schema}
      name={path}
      value={value}
      changed={value !== schema.default}
      pending={pending}
      onChange={(edited) => set(path, edited)}
      onReset={() => set(path, schema.default)}
    />
  );
}
