/** A part of what is looked into, with a sentence on how to read it. */
import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface InsideSectionProps {
  title: string;
  note: string;
  children: ReactNode;
}

export function InsideSection({ title, note, children }: InsideSectionProps) {
  return (
    <Paper component="section" withBorder p="xs" radius="sm" aria-label={title}>
      <Text component="h3" fw={600} m={0}>
        {title}
      </Text>
      <Text size="sm" c="dimmed" mb={4}>
        {note}
      </Text>
      {children}
    </Paper>
  );
}
