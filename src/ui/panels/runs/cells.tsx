/** The cells of the runs table that are more than text. */
import { ActionIcon, Checkbox, Group, Progress, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useRef } from 'react';
import type { MetricKey } from '../../../protocol/metricKey';
import { deltaOf } from '../../charts/delta';
import { formatMetric } from '../../charts/formatMetric';
import { isHigherBetter, metricName } from '../../charts/metricName';
import { lookOf } from '../../charts/series';
import { Swatch } from '../../charts/Swatch';
import { text } from '../../messages';
import { engineWords } from '../engineWords';
import { EditableText } from './EditableText';
import { RunMenu } from './RunMenu';
import type { RunRow } from './runRows';
import { useRuns } from './runsContext';
import classes from './RunsTable.module.css';
import { statusWords } from './statusWords';

/** Ends editing; after a key the focus goes to the button that the field becomes again. */
function useEditEnd() {
  const { onEdit } = useRuns();
  const takesFocus = useRef(false);
  return {
    onClose: (byKey: boolean): void => {
      takesFocus.current = byKey;
      onEdit(null);
    },
    takeFocus: (button: HTMLButtonElement | null): void => {
      if (button && takesFocus.current) button.focus();
      takesFocus.current &&= button === null;
    },
  };
}

export function NameCell({ row: { run, folds } }: { row: RunRow }) {
  const { theme, currentId, baselineId, selected, onSelected, onSelect, onRename, editing, onEdit, catalog } =
    useRuns();
  const { onClose, takeFocus } = useEditEnd();
  if (folds) {
    const model = catalog.models.find((entry) => entry.id === run.spec.model.id)?.label ?? run.spec.model.id;
    return (
      <Text size="sm" fs="italic" className={classes.name}>
        {model}: mean of {folds.length} folds
      </Text>
    );
  }
  const isEditing = editing?.id === run.id && editing.what === 'name';
  return (
    <div className={classes.nameCell}>
      <Checkbox
        size="xs"
        aria-label={`Select ${run.name}`}
        checked={selected.has(run.id)}
        onChange={(event) => onSelected(run.id, event.currentTarget.checked)}
      />
      <Swatch look={lookOf(run.series)} theme={theme} />
      {isEditing ? (
        <EditableText
          value={run.name}
          label={`New name of ${run.name}`}
          maxLength={200}
          onSave={(name) => name && onRename(run.id, name)}
          onClose={onClose}
        />
      ) : (
        <UnstyledButton
          ref={takeFocus}
          className={classes.name}
          title={`${run.name} (F2 renames)`}
          aria-current={run.id === currentId}
          onClick={() => onSelect(run.id)}
          onDoubleClick={() => onEdit({ id: run.id, what: 'name' })}
          onKeyDown={(event) => event.key === 'F2' && onEdit({ id: run.id, what: 'name' })}
        >
          {run.name}
          {run.id === baselineId && <span className={classes.tag}>baseline</span>}
        </UnstyledButton>
      )}
      <RunMenu run={run} />
    </div>
  );
}

export function ShownCell({ row: { run, folds } }: { row: RunRow }) {
  const { onToggleVisible } = useRuns();
  if (folds) return null;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-pressed={run.visible}
      aria-label={`Show ${run.name} in the charts`}
      onClick={() => onToggleVisible(run.id)}
    >
      <svg
        width={16}
        height={16}
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        aria-hidden="true"
      >
        <path d="M1 8q7-10 14 0q-7 10-14 0Z" opacity={run.visible ? 1 : 0.55} />
        {run.visible ? (
          <circle cx={8} cy={8} r={2.25} fill="currentColor" />
        ) : (
          <path d="M2.5 13.5L13.5 2.5" />
        )}
      </svg>
    </ActionIcon>
  );
}

export function StatusCell({ row: { run, folds } }: { row: RunRow }) {
  if (folds) return null;
  const planned = (run.info?.spec ?? run.spec).train.epochs;
  const inProgress = run.status === 'running' || run.status === 'paused';
  const detail = run.status === 'failed' ? (run.error?.what ?? '') : run.status === 'done' ? run.why : '';
  return (
    <div title={detail}>
      <Text
        size="sm"
        c={run.status === 'failed' ? 'var(--mantine-color-error)' : 'inherit'}
        truncate
        maw={180}
      >
        {run.status === 'failed' && '✗ '}
        {statusWords[run.status]}
        {run.canResume && ', can resume'}
        {run.status === 'done' && run.why !== '' && run.why !== 'all epochs' && ` (${run.why})`}
      </Text>
      {/* The room is kept, so that the row does not shrink when the run ends. */}
      <Progress
        size={4}
        value={(run.epochs.length / planned) * 100}
        aria-label={`${run.name}: ${run.epochs.length} of ${planned} epochs`}
        style={{ visibility: inProgress ? 'visible' : 'hidden' }}
      />
    </div>
  );
}

export function BackendCell({ row: { run, folds } }: { row: RunRow }) {
  if (folds || !run.info) return null;
  const { backend, engine } = run.info;
  const words = engineWords(engine);
  return (
    <Tooltip label={[backend.device, words?.title, words?.help].filter(Boolean).join('. ')}>
      <Text size="sm" tabIndex={0}>
        {[text.backend.names[backend.backend], words?.short].filter(Boolean).join(', ')}
      </Text>
    </Tooltip>
  );
}

export function MetricCell({ row, metric }: { row: RunRow; metric: MetricKey }) {
  const { baseline, baselineId, isLikeBaseline, catalog } = useRuns();
  const value = row.test?.[metric];
  const spread = row.spread?.[metric];
  const isOther = value !== undefined && !isLikeBaseline(row.run);
  const delta =
    isOther || (row.run.id === baselineId && !row.folds)
      ? null
      : deltaOf(value, baseline?.[metric], isHigherBetter(metric, catalog));
  return (
    <div>
      {formatMetric(value)}
      {spread !== undefined && <span className={classes.spread}> ± {formatMetric(spread)}</span>}
      {baseline && (
        <Text
          size="xs"
          lh={1.2}
          mih="1.2em"
          c={
            delta?.better === false
              ? 'var(--mantine-color-error)'
              : delta?.better
                ? 'var(--page-good)'
                : 'dimmed'
          }
          aria-label={
            delta
              ? `${metricName(metric, catalog)}: ${delta.text} against the baseline${
                  delta.better === null ? '' : delta.better ? ', better' : ', worse'
                }`
              : undefined
          }
        >
          {isOther && <span title={text.runs.otherTestPart}>{text.runs.other}</span>}
          {delta && `${delta.difference > 0 ? '▲' : delta.difference < 0 ? '▼' : ''} ${delta.text}`}
        </Text>
      )}
    </div>
  );
}

export function NotesCell({ row: { run, folds } }: { row: RunRow }) {
  const { editing, onEdit, onNote } = useRuns();
  const { onClose, takeFocus } = useEditEnd();
  if (folds) return null;
  if (editing?.id === run.id && editing.what === 'notes') {
    return (
      <EditableText
        value={run.notes}
        label={`Note on ${run.name}`}
        maxLength={2000}
        onSave={(notes) => onNote(run.id, notes)}
        onClose={onClose}
      />
    );
  }
  return (
    <Group wrap="nowrap">
      <UnstyledButton
        ref={takeFocus}
        className={classes.notes}
        title={run.notes}
        aria-label={run.notes ? `Note on ${run.name}: ${run.notes}` : `Write a note on ${run.name}`}
        onClick={() => onEdit({ id: run.id, what: 'notes' })}
      >
        {run.notes || '+ note'}
      </UnstyledButton>
    </Group>
  );
}
