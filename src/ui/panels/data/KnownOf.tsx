/** What is known of users or of items besides their interactions, each thing with what it says. */
import { Text } from '@mantine/core';
import type { AttributeSummary } from '../../../protocol/attributes';
import { text } from '../../messages';

interface KnownOfProps {
  label: string;
  attributes: AttributeSummary[];
  /** How many users or items there are. */
  of: number;
}

export function KnownOf({ label, attributes, of }: KnownOfProps) {
  if (attributes.length === 0) return null;
  return (
    <Text size="sm" mt={4} c="dimmed">
      {label}:{' '}
      {attributes
        .map((attribute) =>
          text.summary.attribute(
            attribute.name,
            valuesOf(attribute),
            attribute.known === of ? null : attribute.known,
          ),
        )
        .join('; ')}
      .
    </Text>
  );
}

function valuesOf({ range, distinct, examples }: AttributeSummary): string {
  if (range) return text.summary.range(range.min, range.max);
  return distinct > 0 ? text.summary.distinct(distinct, examples) : '';
}
