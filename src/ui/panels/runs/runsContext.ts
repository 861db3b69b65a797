/** What the cells of the runs table need besides their row. */
import { createContext, useContext } from 'react';
import type { Metrics } from '../../../protocol/events';
import type { TestParts } from '../../charts/measuredOn';
import type { RunRecord } from '../../store/runRecord';
import type { RunsPanelProps } from '../RunsPanel';

/** A cell of the table that is a field now. */
export interface Editing {
  id: string;
  what: 'name' | 'notes';
}

export interface RunsContextValue extends Omit<RunsPanelProps, 'runs'> {
  /** Test values of the pinned run. */
  baseline: Metrics | null;
  /** Whether a run was tested on what the pinned run was tested on. */
  isLikeBaseline: (run: RunRecord) => boolean;
  /** Null when all runs were tested on the same part. */
  testParts: TestParts | null;
  selected: ReadonlySet<string>;
  onSelected: (id: string, selected: boolean) => void;
  editing: Editing | null;
  onEdit: (editing: Editing | null) => void;
}

export const RunsContext = createContext<RunsContextValue | null>(null);

export function useRuns(): RunsContextValue {
  const value = useContext(RunsContext);
  if (!value) throw new Error('The cells of the runs table are used inside RunsPanel.');
  return value;
}
