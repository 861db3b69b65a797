/** One user: what they watched, what was held out, what the model would show them, and how that is scored. */
import { SimpleGrid, Stack } from '@mantine/core';
import type { UserInspection } from '../../../protocol/trainService';
import { formatMetric } from '../../charts/formatMetric';
import { candidateWords } from './candidateWords';
import { InsideSection } from './InsideSection';
import { ItemList } from './ItemList';
import { Sums } from './Sums';

interface InspectionViewProps {
  inspection: UserInspection;
  k: number;
}

export function InspectionView({ inspection, k }: InspectionViewProps) {
  const { history, historyLength, heldOut, top, candidates, part, epoch } = inspection;
  const hits = top.filter((item) => item.hit).length;
  const partName = part === 'test' ? 'test part' : 'validation';
  return (
    <SimpleGrid
      type="container"
      cols={{ base: 1, '620px': 2, '1100px': 3 }}
      spacing="xs"
      verticalSpacing="xs"
    >
      <InsideSection
        title={`Top ${k}`}
        note={`What the model would show after epoch ${epoch}: ${hits} of ${heldOut.length} held-out items hit.`}
      >
        <ItemList
          label={`Top ${k}`}
          head={['#', 'Film', 'Score']}
          rows={top.map((item, i) => ({
            item,
            before: String(i + 1),
            after: formatMetric(item.score),
            hit: item.hit,
          }))}
        />
      </InsideSection>
      <Stack gap="xs">
        <InsideSection
          title={`Held out (${partName})`}
          note={`The model never saw these. ${candidateWords(candidates)}`}
        >
          <ItemList
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
        </InsideSection>
        <InsideSection
          title="How this user counts"
          note="Averaged over all users with held-out items, this is the chart."
        >
          <Sums ranks={heldOut.map((item) => item.rank)} k={k} />
        </InsideSection>
      </Stack>
      <InsideSection
        title="History"
        note={
          historyLength > history.length
            ? `The latest ${history.length} of ${historyLength} training interactions.`
            : `All ${historyLength} training interactions, latest first.`
        }
      >
        <ItemList
          label="History"
          head={[null, 'Film', 'Rating']}
          rows={history.map((item) => ({ item, before: '', after: String(item.rating), hit: false }))}
        />
      </InsideSection>
    </SimpleGrid>
  );
}
