/** One user: what they watched, what was held out, what the model would show them, and how that is scored. */
import { Badge, Paper, ScrollArea, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InspectedItem, UserInspection } from '../../../protocol/trainService';
import { formatMetric } from '../../charts/formatMetric';
import { arithmetic } from './arithmetic';

interface InspectionViewProps {
  inspection: UserInspection;
  k: number;
}

export function InspectionView({ inspection, k }: InspectionViewProps) {
  const { history, historyLength, heldOut, top, part, epoch } = inspection;
  const hits = top.filter((item) => item.hit).length;
  const partName = part === 'test' ? 'test part' : 'validation';
  return (
    <SimpleGrid
      type="container"
      cols={{ base: 1, '620px': 2, '1100px': 3 }}
      spacing="xs"
      verticalSpacing="xs"
    >
      <Section
        title={`Top ${k}`}
        note={`What the model would show after epoch ${epoch}: ${hits} of ${heldOut.length} held-out items hit.`}
      >
        <Items
          label={`Top ${k}`}
          head={['#', 'Film', 'Score']}
          rows={top.map((item, i) => ({
            item,
            before: String(i + 1),
            after: formatMetric(item.score),
            hit: item.hit,
          }))}
        />
      </Section>
      <Stack gap="xs">
        <Section
          title={`Held out (${partName})`}
          note="The model never saw these. Rank 1 is the top of all candidates; ties count against the model."
        >
          <Items
            label="Held-out items"
            head={['Rank', 'Film', 'Rating']}
            rows={[...heldOut]
              .sort((a, b) => a.rank - b.rank)
              .map((item) => ({
                item,
                before: item.rank.toLocaleString('en-US'),
                after: String(item.rating),
                hit: item.rank <= k,
              }))}
          />
        </Section>
        <Section
          title="How this user counts"
          note="Averaged over all users with held-out items, this is the chart."
        >
          <Sums ranks={heldOut.map((item) => item.rank)} k={k} />
        </Section>
      </Stack>
      <Section
        title="History"
        note={
          historyLength > history.length
            ? `The latest ${history.length} of ${historyLength} training interactions.`
            : `All ${historyLength} training interactions, latest first.`
        }
      >
        <Items
          label="History"
          head={[null, 'Film', 'Rating']}
          rows={history.map((item) => ({ item, before: '', after: String(item.rating), hit: false }))}
        />
      </Section>
    </SimpleGrid>
  );
}

function Section({ title, note, children }: { title: string; note: string; children: ReactNode }) {
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

/** The first column is left out where it is null. */
type Head = [string | null, string, string];

interface ItemRow {
  item: InspectedItem;
  before: string;
  after: string;
  hit: boolean;
}

function Items({ label, head, rows }: { label: string; head: Head; rows: ItemRow[] }) {
  return (
    <ScrollArea.Autosize
      // Ten films fit; longer lists scroll.
      mah={640}
      type="auto"
      offsetScrollbars="y"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': `${label}, list` }}
    >
      <Table verticalSpacing={3} horizontalSpacing={6} fz="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            {head[0] !== null && (
              <Table.Th w={48} ta="right">
                {head[0]}
              </Table.Th>
            )}
            <Table.Th>{head[1]}</Table.Th>
            <Table.Th ta="right">{head[2]}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ item, before, after, hit }, i) => (
            <Table.Tr key={i}>
              {head[0] !== null && <Table.Td ta="right">{before}</Table.Td>}
              <Table.Td>
                {item.title || item.itemId}
                {item.year > 0 && ` (${item.year})`}
                {hit && (
                  <Badge ml={6} size="sm" variant="outline" color="green" tt="none" c="var(--page-good)">
                    ✓ hit
                  </Badge>
                )}
                <Text size="xs" c="dimmed" lh={1.3}>
                  {item.genres.join(', ')}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{after}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

function Sums({ ranks, k }: { ranks: readonly number[]; k: number }) {
  if (ranks.length === 0)
    return <Text size="sm">Nothing is held out for this user, so nothing is counted.</Text>;
  return (
    <Stack component="dl" gap={6} m={0}>
      {arithmetic(ranks, k).map(({ name, steps, value }) => (
        <div key={name}>
          <Text component="dt" size="sm" fw={600}>
            {name} = {formatMetric(value)}
          </Text>
          {steps.map((step) => (
            <Text key={step} component="dd" m={0} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {step}
            </Text>
          ))}
        </div>
      ))}
    </Stack>
  );
}
