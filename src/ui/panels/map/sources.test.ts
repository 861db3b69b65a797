import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../store/runRecord';
import { emptyWords, sourceOptions } from './sources';

const run = (status: RunRecord['status']) => ({ id: '7', name: 'MF', status }) as RunRecord;
const kept = [
  { name: 'cnn', source: 'Text-CNN, seed 1', dimension: 4 },
  { name: 'MF', source: 'MF, epoch 3', dimension: 8 },
];

describe('sources of vectors', () => {
  it('are the run that has ended, then what is kept', () => {
    expect(sourceOptions(run('done'), 'f', kept)).toEqual([
      { key: 'run 7', label: 'This run: MF', source: { kind: 'run', runId: '7' } },
      {
        key: 'kept cnn',
        label: 'Kept: cnn (Text-CNN, seed 1)',
        source: { kind: 'kept', fingerprint: 'f', name: 'cnn' },
      },
      { key: 'kept MF', label: 'Kept: MF, epoch 3', source: { kind: 'kept', fingerprint: 'f', name: 'MF' } },
    ]);
  });

  it('leave out a run that goes on, and what is kept where there is no data set', () => {
    expect(sourceOptions(run('running'), null, kept)).toEqual([]);
    expect(emptyWords(run('running'))).toContain('when the run has ended');
    expect(emptyWords(null)).toContain('Train a model');
  });
});
