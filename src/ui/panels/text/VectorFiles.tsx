/** Vectors from a `.vec` file and into one. */
import { Button, FileButton } from '@mantine/core';
import { useRef } from 'react';
import { download, fileName } from '../../charts/download';
import { Icon } from '../../controls/Icon';
import { exportVectors, importVectors, useText } from '../../store/text';

export function VectorFiles({ busy }: { busy: boolean }) {
  const vectors = useText((state) => state.vectors);
  // So that the same file can be chosen again once it is mended.
  const forget = useRef<() => void>(null);
  const save = async (): Promise<void> => {
    const blob = await exportVectors();
    if (blob) download(`${fileName(vectors!.origin.replace(/\.vec$/, ''))}.vec`, blob);
  };
  return (
    <>
      <FileButton
        resetRef={forget}
        accept=".vec,.txt,.gz"
        inputProps={{ 'aria-label': 'File of word vectors' }}
        onChange={(file) => {
          if (file) void importVectors(file);
          forget.current?.();
        }}
      >
        {(props) => (
          <Button {...props} size="xs" variant="default" disabled={busy} leftSection={<Icon name="upload" />}>
            Import .vec
          </Button>
        )}
      </FileButton>
      <Button
        size="xs"
        variant="default"
        disabled={busy || !vectors}
        leftSection={<Icon name="download" />}
        title={vectors?.withNgrams ? 'The words alone: n-grams are no part of the format.' : undefined}
        onClick={() => void save()}
      >
        Export .vec
      </Button>
    </>
  );
}
