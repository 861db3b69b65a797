/** The help: three steps and all keys. */
import { Button, Kbd, List, Modal, Stack, Switch, Table, Text, Title } from '@mantine/core';
import { shortcutKeys } from '../controls/shortcuts';
import { text } from '../messages';
import { useSettings } from '../store/settings';
import { closeDialog, openDialog } from '../store/view';

export default function HelpDialog() {
  const { shortcuts, setShortcuts } = useSettings();
  return (
    <Modal opened title={text.help.title} onClose={closeDialog} size="md">
      <Stack gap="sm">
        <Title order={3}>{text.help.how}</Title>
        <List size="sm" type="ordered" spacing={4}>
          {text.help.steps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
        <Text size="sm" c="dimmed">
          {text.help.privacy}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: 'start' }}
          onClick={() => openDialog('benchmark')}
        >
          {text.benchmark.open}
        </Button>
        <Title order={3}>{text.help.keys}</Title>
        <Switch
          label={text.help.shortcuts}
          description={text.help.shortcutsHelp}
          checked={shortcuts}
          onChange={(event) => setShortcuts(event.currentTarget.checked)}
        />
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {shortcutKeys.map(({ shown, does }) => (
              <Table.Tr key={shown} {...(!shortcuts && { c: 'dimmed' })}>
                <Table.Th scope="row" w="6rem">
                  <Kbd>{shown}</Kbd>
                </Table.Th>
                <Table.Td>{text.help.does[does]}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row">
                <Kbd>↑</Kbd> <Kbd>↓</Kbd>
              </Table.Th>
              <Table.Td>{text.help.arrows}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Stack>
    </Modal>
  );
}
