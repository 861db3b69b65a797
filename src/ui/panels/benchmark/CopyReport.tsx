/** Takes the figures away: as Markdown or as JSON. */
import { Button, Group, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useState } from 'react';
import { Icon } from '../../controls/Icon';
import { reportJson, reportMarkdown, type BenchReport } from './benchReport';

const formats = { Markdown: reportMarkdown, JSON: reportJson } as const;
type Format = keyof typeof formats;

export function CopyReport({ report }: { report: BenchReport }) {
  const clipboard = useClipboard({ timeout: 3000 });
  const [last, setLast] = useState<Format>('Markdown');
  const news = clipboard.error
    ? 'The browser did not let the page copy.'
    : clipboard.copied
      ? `Copied as ${last}.`
      : '';
  return (
    <Group gap="xs">
      {(Object.keys(formats) as Format[]).map((format) => (
        <Button
          key={format}
          size="compact-sm"
          variant="default"
          miw="10rem"
          leftSection={<Icon name={clipboard.copied && last === format ? 'check' : 'copy'} />}
          onClick={() => {
            setLast(format);
            clipboard.copy(formats[format](report));
          }}
        >
          Copy as {format}
        </Button>
      ))}
      <VisuallyHidden role="status">{news}</VisuallyHidden>
    </Group>
  );
}
