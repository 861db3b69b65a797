/** How the data is divided, and what that gives on the chosen set. */
import { Table, Text } from '@mantine/core';
import type { SplitEntry, Task } from '../../../protocol/catalog';
import { partsUnit } from '../../../protocol/completeSpec';
import { ErrorMessage } from '../../controls/ErrorMessage';
import { text } from '../../messages';
import { useDatasets } from '../../store/datasets';
import { Choice, SpecField } from './fields';
import { useChangedCount, useForm } from './formContext';
import { Section } from './Section';
import { useTask } from './useTask';

/** Ids of the entries that part what models of the task learn from. */
const fitting = (entries: SplitEntry[], task: Task): string[] =>
  entries.filter((entry) => partsUnit(entry, task)).map(({ id }) => id);

export function SplitSection() {
  const { spec, catalog } = useForm();
  const label = catalog.splits.find(({ id }) => id === spec.split.id)?.label ?? spec.split.id;
  const task = useTask();
  const folds = useDatasets(({ plan }) => plan?.folds.length ?? 0);
  const warnings = useDatasets(({ plan }) => plan?.warnings ?? []);
  return (
    <Section
      title={text.sections.split}
      chosen={label}
      warnings={warnings}
      changed={useChangedCount(['split.params', 'split.fold', 'split.dropUnseen', 'validation.params'])}
    >
      <Choice path="split" registry="splits" only={fitting(catalog.splits, task)} />
      {(folds > 1 || spec.split.fold > 0) && <SpecField path="split.fold" />}
      {task !== 'genres' && <SpecField path="split.dropUnseen" />}
      <Choice path="validation" registry="validations" only={fitting(catalog.validations, task)} />
      <SplitPreview />
    </Section>
  );
}

function SplitPreview() {
  const { plan, planError, current } = useDatasets();
  if (planError) return <ErrorMessage error={planError} />;
  const sessions = plan?.numSessions;
  const rows: [label: string, count: number | undefined, sessions: number | undefined][] = [
    [text.split.train, plan?.numTrain, sessions?.train],
    [text.split.validation, plan?.numValidation, sessions?.validation],
    [text.split.test, plan?.numTest, sessions?.test],
  ];
  if (plan?.unit !== 'items') rows.push([text.split.users, plan?.usersWithTest, undefined]);
  return (
    <>
      <Text size="xs" fw={600} mt="xs" id="split-preview">
        {text.split.preview}
      </Text>
      <Table fz="xs" verticalSpacing={2} horizontalSpacing={0} aria-labelledby="split-preview">
        {sessions && (
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              <Table.Th fw={400} ta="right" scope="col">
                {text.split.interactions}
              </Table.Th>
              <Table.Th fw={400} ta="right" scope="col">
                {text.split.sessions}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
        )}
        <Table.Tbody>
          {rows.map(([label, count, ofSessions]) => (
            <Table.Tr key={label}>
              <Table.Th fw={400} scope="row">
                {label}
              </Table.Th>
              <Table.Td ta="right">{count?.toLocaleString('en') ?? '–'}</Table.Td>
              {sessions && <Table.Td ta="right">{ofSessions?.toLocaleString('en')}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        {plan
          ? plan.folds.length > 1 && text.split.folds(plan.folds)
          : current
            ? text.split.counting
            : text.split.noData}
      </Text>
      {plan?.notes.map((note) => (
        <Text key={note} size="xs" c="dimmed" mt={2}>
          {note}
        </Text>
      ))}
    </>
  );
}
