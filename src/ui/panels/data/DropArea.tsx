/** Where files and folders are dropped or chosen. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useRef } from 'react';
import { Icon } from '../../controls/Icon';
import { text } from '../../messages';
import { importFiles } from '../../store/imports';
import { toSourceFiles } from './droppedFiles';

export function DropArea() {
  const openFiles = useRef<() => void>(null);
  const folder = useRef<HTMLInputElement | null>(null);
  const asFolderInput = (input: HTMLInputElement | null): void => {
    folder.current = input;
    // React has no property for it.
    input?.setAttribute('webkitdirectory', '');
  };
  return (
    <section aria-label={text.data.dropTitle}>
      <Dropzone
        openRef={openFiles}
        activateOnClick={false}
        activateOnKeyboard={false}
        useFsAccessApi={false}
        tabIndex={-1}
        inputProps={{ 'aria-label': text.data.filesInput }}
        styles={{ inner: { pointerEvents: 'all' } }}
        onDrop={(files) => void importFiles(toSourceFiles(files))}
      >
        <Stack align="center" gap="xs" py="md">
          <Icon name="upload" size="1.5rem" />
          <Text fw={600} ta="center">
            {text.data.dropTitle}
          </Text>
          <Text size="sm" c="dimmed" ta="center">
            {text.data.dropHelp}
          </Text>
          <Group gap="xs" justify="center">
            <Button size="xs" onClick={() => openFiles.current?.()}>
              {text.data.chooseFiles}
            </Button>
            <Button size="xs" variant="default" onClick={() => folder.current?.click()}>
              {text.data.chooseFolder}
            </Button>
          </Group>
        </Stack>
      </Dropzone>
      <input
        ref={asFolderInput}
        type="file"
        hidden
        aria-label={text.data.folderInput}
        onChange={(event) => void importFiles(toSourceFiles(event.currentTarget.files ?? []))}
      />
    </section>
  );
}
