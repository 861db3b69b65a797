/** One prediction of what comes next: what it is made from, what came, and what the model would have shown. */
import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { UserInspection } from '../../../../protocol/trainService';
import { formatMetric } from '../../../charts/formatMetric';
import { shareStyle } from '../genres/shareStyle';
import { candidateWords } from '../candidateWords';
import { InsideSection } from '../InsideSection';
import { ItemList } from '../ItemList';
import { Sums } from '../Sums';
import { contextRows, formatAttention, itemWord } from './contextRows';
import classes from './Sequence.module.css';

interface SequenceViewProps {
  inspection: UserInspection;
  k: number;
  /** Name of the model: "LSTM". */
  model: string;
}

export function SequenceView({ inspection, k, model }: SequenceViewProps) {
  const { heldOut, top, candidates, part, epoch } = inspection;
  const hits = top.filter((item) => item.hit).length;
  const word = itemWord([...top, ...heldOut, ...inspection.history]);
  const column = word === 'film' ? 'Film' : 'Item';
  return (
    <SimpleGrid
      type="container"
      cols={{ base: 1, '620px': 2, '1100px': 3 }}
      spacing="xs"
      verticalSpacing="xs"
    >
      <Context inspection={inspection} model={model} word={word} />
      <InsideSection
        title={`Top ${k}`}
        note={`What the model would show next after epoch ${epoch}: ${hits} of ${heldOut.length} held-out ${heldOut.length === 1 ? word : `${word}s`} hit.`}
      >
        <ItemList
          label={`Top ${k}`}
          head={['#', column, 'Score']}
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
          title={`What came next (${part === 'test' ? 'test part' : 'validation'})`}
          note={`Held out. ${candidateWords(candidates)}`}
        >
          <ItemList
            label="Held-out items"
            head={['Rank', column, null]}
            rows={[...heldOut]
              .sort((a, b) => a.rank - b.rank)
              .map((item) => ({
                item,
                before: item.rank.toLocaleString('en-US'),
                after: null,
                hit: item.rank <= k,
              }))}
          />
        </InsideSection>
        <InsideSection title="How this counts" note="Averaged over all predictions, this is the chart.">
          <Sums ranks={heldOut.map((item) => item.rank)} k={k} />
        </InsideSection>
      </Stack>
    </SimpleGrid>
  );
}

interface ContextProps extends Omit<SequenceViewProps, 'k'> {
  word: 'film' | 'item';
}

function Context({ inspection: { history, historyLength }, model, word }: ContextProps) {
  const rows = contextRows(history);
  const attends = rows.some(({ ofLargest }) => ofLargest !== null);
  const rated = new Set(history.map(({ rating }) => rating)).size > 1;
  const shown =
    historyLength > history.length
      ? `The latest ${history.length} of ${historyLength} ${word}s`
      : historyLength === 1
        ? `The one ${word}`
        : `The ${historyLength} ${word}s`;
  const attention = attends
    ? ` Attention is how much ${model} looks back at each ${word} when it predicts the next one: shares of the whole, 100 %; the longest bar is the largest share.`
    : '';
  return (
    <InsideSection
      title="What came before"
      note={`${shown} that the prediction is made from${historyLength > 1 ? ', latest first' : ''}.${attention}`}
    >
      <ItemList
        label="What came before"
        head={['Back', word === 'film' ? 'Film' : 'Item', attends ? 'Attention' : null]}
        rows={rows.map(({ item, back, ofLargest }) => ({
          item,
          before: String(back),
          after: <Attention share={item.attention} ofLargest={ofLargest} />,
          hit: false,
          ...(rated && { detail: `rated ${item.rating}` }),
        }))}
      />
    </InsideSection>
  );
}

function Attention({ share, ofLargest }: { share: number | null; ofLargest: number | null }) {
  if (share === null || ofLargest === null) return null;
  return (
    <div className={classes.attention}>
      <span className={classes.track} aria-hidden="true">
        <span style={shareStyle(ofLargest)} />
      </span>
      <Text span inherit className={classes.share}>
        {formatAttention(share)}
      </Text>
    </div>
  );
}
