/** What the cells of the runs table need besides their row. */
import { createContext, useContext } from 'react';
import type { Metrics } from '../../../protocol/events';
import type { RunsPanelProps } from '../RunsPanel';

export interface RunsContextValue extends Omit<RunsPanelProps, 'runs'> {
  /** Test values of the pinned run. */
  baseline: Metrics | null;
  selected: ReadonlySet<string>;
  onSelected: (id: string, selected: boolean) => void;
  /** The cell being edited. */
  editing: { id: string; what: 'name' | 'notes' } | null;
  onEdit: (editing: RunsContextValue['editing']) => void;
}

export const RunsContext = createContext<RunsContextValue | null>(null);

export function useRuns(): RunsContextValue {
  const value = useContext(RunsContext);
  if (!value) throw new Error('The cells of the runs table are used inside RunsPanel.');
  return value;
}
