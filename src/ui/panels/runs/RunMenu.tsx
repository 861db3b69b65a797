/** What can be done with one run. */
import { ActionIcon, Menu } from '@mantine/core';
import { useRef } from 'react';
import { downloadCsv, fileName } from '../../charts/download';
import type { RunRecord } from '../../store/runRecord';
import { epochsCsv } from './runsCsv';
import { useRuns, type Editing } from './runsContext';

export function RunMenu({ run }: { run: RunRecord }) {
  const { baselineId, catalog, onPin, onShare, onRerun, onResume, onDelete, onEdit } = useRuns();
  const isBaseline = run.id === baselineId;
  // A closing menu gives the focus back to its button: a field that takes it sooner would be left, and so closed, at once.
  const toEdit = useRef<Editing['what'] | null>(null);
  const choose = (what: Editing['what']): void => {
    toEdit.current = what;
  };
  const edit = (): void => {
    if (toEdit.current) onEdit({ id: run.id, what: toEdit.current });
    toEdit.current = null;
  };
  return (
    <Menu position="bottom-end" withArrow shadow="md" onExitTransitionEnd={edit}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Actions for ${run.name}`}>
          <svg width={16} height={16} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
            <circle cx={8} cy={3} r={1.5} />
            <circle cx={8} cy={8} r={1.5} />
            <circle cx={8} cy={13} r={1.5} />
          </svg>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {run.canResume && <Menu.Item onClick={() => onResume(run.id)}>Resume from checkpoint</Menu.Item>}
        <Menu.Item onClick={() => onRerun(run.info?.spec ?? run.spec)}>Run again</Menu.Item>
        <Menu.Item onClick={() => onPin(isBaseline ? null : run.id)}>
          {isBaseline ? 'Unpin baseline' : 'Pin as baseline'}
        </Menu.Item>
        <Menu.Item onClick={() => choose('name')}>Rename</Menu.Item>
        <Menu.Item onClick={() => choose('notes')}>Write a note</Menu.Item>
        <Menu.Item onClick={() => onShare([run.id])}>Share link</Menu.Item>
        <Menu.Item
          disabled={run.epochs.length === 0}
          onClick={() => downloadCsv(fileName(run.name), epochsCsv(run, catalog))}
        >
          Save epochs (CSV)
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => onDelete([run.id])}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
