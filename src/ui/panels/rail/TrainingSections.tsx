/** Model, loss, training and evaluation: what is learned, from what, how long, and how it is judged. */
import { Select, Text } from '@mantine/core';
import { measuredKinds, type Entry, type LossEntry, type ModelEntry } from '../../../protocol/catalog';
import { parseMetricKey } from '../../../protocol/metricKey';
import { sizeWords } from '../../../protocol/modelSize';
import { ErrorMessage } from '../../controls/ErrorMessage';
import { FieldRow } from '../../controls/FieldRow';
import { ListField } from '../../controls/ListField';
import { specField } from '../../controls/specFields';
import { text } from '../../messages';
import { inGroups, watchedGroups } from '../../store/itemGroups';
import { useModelSize } from '../../store/modelSize';
import { Choice, SpecField } from './fields';
import { useChangedCount, useField, useForm } from './formContext';
import { readMetrics } from './readMetrics';
import { Section } from './Section';
import { useTask } from './useTask';

function useModel(): ModelEntry | undefined {
  const { catalog, spec } = useForm();
  return catalog.models.find(({ id }) => id === spec.model.id);
}

function useLoss(): LossEntry | undefined {
  const { catalog, spec } = useForm();
  return catalog.losses.find(({ id }) => id === spec.loss.id);
}

export function ModelSection() {
  const { catalog } = useForm();
  const model = useModel();
  const purposeOf = ({ id }: Entry): string =>
    text.form.purposes[catalog.models.find((entry) => entry.id === id)?.task ?? 'ranking'];
  return (
    <Section
      title={text.sections.model}
      chosen={model?.label ?? ''}
      changed={useChangedCount(['model.params'])}
      open
    >
      <Choice path="model" registry="models" groupOf={purposeOf} />
      <SizeOfModel />
    </Section>
  );
}

/** Parameters and memory, before anything is trained; or why the model can't be. */
function SizeOfModel() {
  const size = useModelSize((state) => state.size);
  if (!size) return null;
  return (
    <>
      <Text size="xs" c="dimmed">
        {sizeWords(size)}
      </Text>
      {size.refusal && <ErrorMessage error={size.refusal} />}
    </>
  );
}

export function LossSection() {
  const model = useModel();
  const loss = useLoss();
  const changed = useChangedCount(['loss.params', 'negatives']);
  const trains = (model?.losses.length ?? 0) > 0;
  const ofUsers = loss?.feed === 'pointwise' || loss?.feed === 'pairwise';
  // Those of a loss of what comes next are shared by the whole batch; the model says how many are drawn.
  const draws = ofUsers || loss?.feed === 'next';
  return (
    <Section
      title={text.sections.loss}
      chosen={trains ? (loss?.label ?? '') : '–'}
      changed={trains ? changed : 0}
      open
    >
      {!trains && (
        <Text size="xs" c="dimmed">
          {model && text.form.nothingToTrain(model.label)}
        </Text>
      )}
      {trains && <Choice path="loss" registry="losses" only={model?.losses ?? []} />}
      {trains && loss && (
        <Text size="xs" ff="monospace" mb="xs">
          {loss.formula}
        </Text>
      )}
      {trains && draws && (
        <>
          <Choice path="negatives" registry="negatives" />
          {loss.feed === 'pointwise' && <SpecField path="negatives.perPositive" />}
          {ofUsers && <SpecField path="negatives.filterKnown" />}
        </>
      )}
    </Section>
  );
}

export function TrainingSection() {
  const { spec, catalog } = useForm();
  const trains = (useModel()?.losses.length ?? 0) > 0;
  const optimizer = catalog.optimizers.find(({ id }) => id === spec.optimizer.id);
  const task = useTask();
  const changed = useChangedCount(trains ? ['optimizer.params', 'train', 'earlyStopping', 'seed'] : ['seed']);
  return (
    <Section
      title={text.sections.training}
      chosen={trains ? (optimizer?.label ?? '') : '–'}
      changed={changed}
      open
    >
      {trains && (
        <>
          <SpecField path="train.epochs" />
          <SpecField path="train.batchSize" />
          <Choice path="optimizer" registry="optimizers" />
          <SpecField path="train.decaySteps" />
          {spec.train.decaySteps > 0 && <SpecField path="train.decayRate" />}
          {task !== 'genres' && <SpecField path="train.l2" />}
          <WatchedMetric />
          <SpecField path="earlyStopping.patience" />
          <SpecField path="earlyStopping.minDelta" />
        </>
      )}
      <SpecField path="seed" />
    </Section>
  );
}

function WatchedMetric() {
  const { spec, catalog } = useForm();
  const field = useField('earlyStopping.metric');
  const { title, description } = specField('earlyStopping.metric');
  const kinds = measuredKinds[useTask()];
  const groups = watchedGroups(spec, catalog);
  const measured = spec.evaluation.metrics
    .filter((key) =>
      catalog.metrics.some(({ id, kind }) => id === parseMetricKey(key)?.id && kinds.includes(kind)),
    )
    .flatMap((key) => inGroups(key, groups));
  const watched = field.value as string;
  return (
    <FieldRow
      id={field.id}
      label={title ?? ''}
      help={description}
      changed={field.changed}
      pending={field.pending}
      onReset={field.onReset}
    >
      <Select
        id={field.id}
        size="xs"
        aria-labelledby={`${field.id}-label`}
        data={[...new Set([...measured, watched])]}
        value={watched}
        allowDeselect={false}
        onChange={field.onChange}
      />
    </FieldRow>
  );
}

export function EvaluationSection() {
  const { spec, catalog } = useForm();
  const candidates = catalog.candidates.find(({ id }) => id === spec.evaluation.candidates.id);
  const task = useTask();
  const metrics = useField('evaluation.metrics');
  const { title } = specField('evaluation.metrics');
  return (
    <Section
      title={text.sections.evaluation}
      chosen={task === 'genres' ? text.form.genreTask : (candidates?.label ?? '')}
      changed={useChangedCount(['evaluation'])}
    >
      {task === 'rating' && (
        <Text size="xs" c="dimmed" mb={4}>
          {text.form.ratingTask}
        </Text>
      )}
      {task !== 'genres' && <Choice path="evaluation.candidates" registry="candidates" />}
      {task !== 'genres' && candidates?.leavesOutSeen && <Choice path="evaluation.seen" registry="seen" />}
      <SpecField path="evaluation.every" />
      <ListField
        id={metrics.id}
        label={title ?? ''}
        help={catalog.metrics.map((metric) => metric.id).join(', ')}
        changed={metrics.changed}
        pending={metrics.pending}
        onReset={metrics.onReset}
        value={metrics.value as string[]}
        read={(typed) => readMetrics(typed, catalog)}
        onChange={metrics.onChange}
      />
    </Section>
  );
}
