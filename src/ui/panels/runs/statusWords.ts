/** The state of a run in a word, for tables. */
import type { RunStatus } from '../../store/runRecord';

export const statusWords: Record<RunStatus, string> = {
  queued: 'waiting',
  running: 'running',
  paused: 'paused',
  done: 'done',
  failed: 'failed',
  interrupted: 'interrupted',
};
