/** Lessons: ready settings, each with its question, its time and what to look for. */
import { Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import type { Preset } from '../../protocol/catalog';
import { readSpec } from '../../protocol/completeSpec';
import { text } from '../messages';
import { currentCatalog, useCatalog } from '../store/catalog';
import { useExperiment } from '../store/experiment';
import { openComparison, openSpec } from '../store/link';
import { notify } from '../store/notices';
import { closeDialog, showTab } from '../store/view';

function load(preset: Preset): void {
  const { data } = useExperiment.getState().spec;
  const { spec } = readSpec(preset.spec, currentCatalog());
  const needed = preset.protocol.data?.fingerprint;
  // A lesson whose protocol names no data is about whatever is in use.
  const { source, name, fingerprint } =
    needed === undefined ? data : { source: 'imported' as const, name: preset.dataHint, fingerprint: needed };
  const base = { ...spec, data: { ...spec.data, source, name, fingerprint } };
  closeDialog();
  if (preset.variants) openComparison({ title: preset.label, base, variants: preset.variants });
  else {
    openSpec(base);
    showTab('charts');
  }
  notify({
    kind: 'info',
    what: text.lessons.loaded(preset.label),
    hint: preset.lookFor,
    action: { label: text.form.undo, run: () => openSpec(useExperiment.getState().before!) },
  });
}

export default function LessonsDialog() {
  const presets = useCatalog(({ catalog }) => catalog?.presets ?? []);
  return (
    <Modal opened title={text.lessons.title} onClose={closeDialog} size="lg">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {presets.length > 0 ? text.lessons.intro : text.lessons.none}
        </Text>
        {presets.map((preset) => (
          <Paper key={preset.id} withBorder p="sm">
            <Group justify="space-between" wrap="nowrap" align="start">
              <Title order={3}>{preset.label}</Title>
              <Button
                size="compact-sm"
                variant="light"
                aria-label={`${text.lessons.load} ${preset.label}`}
                onClick={() => load(preset)}
              >
                {text.lessons.load}
              </Button>
            </Group>
            <Text size="sm">{preset.question}</Text>
            <Text size="sm" c="dimmed">
              {text.lessons.look}: {preset.lookFor}
            </Text>
            <Text size="xs" c="dimmed" mt={4}>
              {text.lessons.time}: {preset.expectedTime} · {text.lessons.data}: {preset.dataHint}
              {preset.variants && ` · ${text.lessons.compare(preset.variants.length)}`}
            </Text>
          </Paper>
        ))}
      </Stack>
    </Modal>
  );
}
