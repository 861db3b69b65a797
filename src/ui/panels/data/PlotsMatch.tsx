/** What of a file of plots and of the ratings did not meet, on either side. */
import { List, ScrollArea, SimpleGrid, Text, Title } from '@mantine/core';
import type { PlotsJoin, Unmatched } from '../../../protocol/dataService';
import { text } from '../../messages';

export function PlotsMatch({ join }: { join: PlotsJoin }) {
  const { matchedNearYear } = join;
  return (
    <>
      {matchedNearYear > 0 && (
        <Text size="sm" c="dimmed">
          {text.plots.nearYear(matchedNearYear)}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" mt="xs">
        <UnmatchedTitles
          title={text.plots.itemsWithout(join.unmatchedItems.count)}
          of={join.unmatchedItems}
        />
        <UnmatchedTitles
          title={text.plots.plotsWithout(join.unmatchedPlots.count)}
          of={join.unmatchedPlots}
        />
      </SimpleGrid>
    </>
  );
}

function UnmatchedTitles({ title, of: { count, first } }: { title: string; of: Unmatched }) {
  return (
    <section aria-label={title}>
      <Title order={3} size="sm">
        {title}
      </Title>
      {first.length > 0 && (
        <ScrollArea.Autosize mah={160} viewportProps={{ tabIndex: 0, 'aria-label': title }}>
          <List size="xs" listStyleType="none">
            {first.map((name, index) => (
              <List.Item key={index}>{name}</List.Item>
            ))}
          </List>
        </ScrollArea.Autosize>
      )}
      {count > first.length && (
        <Text size="xs" c="dimmed">
          {text.plots.firstOf(first.length)}
        </Text>
      )}
    </section>
  );
}
