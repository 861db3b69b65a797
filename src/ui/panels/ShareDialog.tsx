/** Makes a link of the settings, of runs or of a comparison, with or without their curves. */
import { Button, Checkbox, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Icon } from '../controls/Icon';
import { text } from '../messages';
import { copyText } from '../store/clipboard';
import { findComparison } from '../store/comparisons';
import { comparisonLink, shareLink } from '../store/link';
import { useRuns } from '../store/runs';
import { closeDialog, useView } from '../store/view';

/** Longer links are cut by some mail and chat programs. */
const longLink = 8000;

type Shared = 'settings' | 'runs' | 'comparison';

export default function ShareDialog() {
  const { shareIds, shareComparisonId } = useView();
  const comparison = findComparison(shareComparisonId);
  const all = useRuns(({ runs }) => runs);
  const runs = useMemo(() => all.filter(({ id }) => shareIds.includes(id)), [all, shareIds]);
  const [what, setWhat] = useState<Shared>(comparison ? 'comparison' : runs.length > 0 ? 'runs' : 'settings');
  const [curves, setCurves] = useState(true);
  const link = useMemo(
    () =>
      what === 'comparison' && comparison
        ? comparisonLink(comparison, all, curves)
        : shareLink(what === 'runs' ? runs : [], curves),
    [what, comparison, all, runs, curves],
  );
  return (
    <Modal opened title={text.share.title} onClose={closeDialog} size="lg">
      <Stack gap="sm">
        <Radio.Group label={text.share.what} value={what} onChange={(value) => setWhat(value as Shared)}>
          <Stack gap={6} mt={4}>
            <Radio value="settings" label={text.share.settings} />
            {comparison && <Radio value="comparison" label={text.share.comparison(comparison.title)} />}
            <Radio
              value="runs"
              disabled={runs.length === 0}
              label={`${text.share.runs(runs.length)}${runs.length > 0 ? `: ${runs.map(({ name }) => name).join(', ')}` : ''}`}
            />
          </Stack>
        </Radio.Group>
        <Checkbox
          label={text.share.curves}
          disabled={what === 'settings'}
          checked={curves && what !== 'settings'}
          onChange={(event) => setCurves(event.currentTarget.checked)}
        />
        <Textarea
          label={text.share.link}
          description={`${text.share.length(link.length)}. ${link.length > longLink ? text.share.long : text.share.privacy}`}
          value={link}
          readOnly
          rows={4}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          leftSection={<Icon name="copy" />}
          data-autofocus
          onClick={() => void copyText(link, text.share.copied).then(closeDialog)}
        >
          {text.share.copy}
        </Button>
      </Stack>
    </Modal>
  );
}
