/** MovieLens straight from its publisher, where the host allows it. */
import { Button, Group, Text, Title } from '@mantine/core';
import { ErrorMessage } from '../../controls/ErrorMessage';
import { Icon } from '../../controls/Icon';
import { text } from '../../messages';
import { download, listDownloads, useImports } from '../../store/imports';
import classes from './StoredSets.module.css';

export function Downloads() {
  const { downloads, downloadsError, state } = useImports();
  return (
    <section>
      <Title order={2} mb={4}>
        {text.data.downloads}
      </Title>
      {downloadsError && <ErrorMessage error={downloadsError} />}
      {!downloads && (
        <Button
          size="xs"
          variant="default"
          h="auto"
          py={6}
          styles={{ label: { whiteSpace: 'normal' } }}
          onClick={() => void listDownloads()}
        >
          {text.data.downloadsShow}
        </Button>
      )}
      {downloads && (
        <>
          <Text size="xs" c="dimmed">
            {text.data.downloadsHelp(new URL(downloads.base).host)}
          </Text>
          <ul className={classes.list}>
            {downloads.options.map((option) => (
              <li key={option.id} className={classes.row}>
                <div className={classes.words}>
                  <Text size="sm" fw={500}>
                    {option.label}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {option.file} · {text.data.size(option.size)}
                  </Text>
                </div>
                <Group gap={4} wrap="nowrap">
                  <Button
                    size="compact-xs"
                    variant="default"
                    leftSection={<Icon name="download" size="0.875rem" />}
                    disabled={state.step === 'working'}
                    aria-label={text.data.download(option.label)}
                    onClick={() => void download(option)}
                  >
                    {text.data.size(option.size)}
                  </Button>
                </Group>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
