/** An error as the page shows it everywhere: what happened, and what to do about it. */
import { Alert, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ErrorReport } from '../../protocol/errors';
import { Icon } from './Icon';

export function ErrorMessage({ error, children }: { error: ErrorReport; children?: ReactNode }) {
  return (
    <Alert
      color="red"
      variant="outline"
      icon={<Icon name="warning" />}
      title={error.what}
      role="alert"
      m="xs"
    >
      <Text size="sm">{error.hint}</Text>
      {children && (
        <Group gap="xs" mt="xs">
          {children}
        </Group>
      )}
    </Alert>
  );
}
