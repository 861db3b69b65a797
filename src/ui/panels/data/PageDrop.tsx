/** Lets a file be dropped anywhere on the page, whatever is in front. */
import { Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { text } from '../../messages';
import { importFiles } from '../../store/imports';
import { showTab } from '../../store/view';
import { toSourceFiles } from './droppedFiles';

export default function PageDrop() {
  return (
    <Dropzone.FullScreen
      useFsAccessApi={false}
      withinPortal={false}
      inputProps={{ 'aria-label': text.data.pageInput }}
      onDrop={(files) => {
        showTab('data');
        void importFiles(toSourceFiles(files));
      }}
    >
      <Text size="xl" fw={600} ta="center" p="xl">
        {text.data.dropHere}
      </Text>
    </Dropzone.FullScreen>
  );
}
