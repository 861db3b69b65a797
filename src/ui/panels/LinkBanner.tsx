/** What came with a link, and what it still needs: its data, or a decision about other data. */
import { Alert, Button, Group, List, Text } from '@mantine/core';
import { ErrorMessage } from '../controls/ErrorMessage';
import { Icon } from '../controls/Icon';
import { text } from '../messages';
import { useDatasets } from '../store/datasets';
import { closeLink, forgetProblems, takeGenerated, takeOffered, useLink } from '../store/link';
import { showTab } from '../store/view';

export function LinkBanner() {
  const { runIds, problems, error, wanted, offered } = useLink();
  const generated = useDatasets((state) => state.generated);
  if (error)
    return (
      <ErrorMessage error={error}>
        <Button size="xs" variant="default" onClick={forgetProblems}>
          {text.link.dismiss}
        </Button>
      </ErrorMessage>
    );
  if (runIds.length === 0 && problems.length === 0 && !wanted) return null;
  return (
    <Alert
      variant="light"
      m="xs"
      p="xs"
      icon={<Icon name="share" />}
      withCloseButton={!wanted}
      closeButtonLabel={text.link.dismiss}
      onClose={closeLink}
      title={
        offered
          ? text.link.offered(offered.name, offered.fingerprint)
          : wanted
            ? text.link.wanted(wanted.name, wanted.fingerprint)
            : text.link.opened(runIds.length)
      }
    >
      <Text size="sm">
        {offered ? text.link.offeredHint : wanted ? text.link.wantedHint : text.link.openedHint}
      </Text>
      {problems.length > 0 && (
        <>
          <Text size="sm" mt={4}>
            {text.link.problems}
          </Text>
          <List size="sm">
            {problems.slice(0, 8).map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </>
      )}
      {wanted && (
        <Group gap="xs" mt="xs">
          {offered && (
            <Button size="xs" onClick={takeOffered}>
              {text.link.goOn}
            </Button>
          )}
          <Button size="xs" variant={offered ? 'default' : 'filled'} onClick={() => showTab('data')}>
            {offered ? text.link.chooseFile : text.data.load}
          </Button>
          <Button size="xs" variant="default" onClick={takeGenerated} disabled={!generated}>
            {text.link.useGenerated}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
