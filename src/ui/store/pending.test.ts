import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../protocol/spec';
import { livePath, pendingPaths } from './pending';
import { withAt } from './specPath';

const running = withAt(defaultSpec(), livePath, 0.01);

describe('pendingPaths', () => {
  it('lists what was edited since the start', () => {
    expect(pendingPaths(withAt(running, 'train.epochs', 3), running)).toEqual(['train.epochs']);
  });

  it('leaves out the learning rate, which applies at once', () => {
    expect(pendingPaths(withAt(running, livePath, 0.5), running)).toEqual([]);
  });

  it('counts the learning rate of another optimizer', () => {
    const edited = withAt(withAt(running, 'optimizer.id', 'sgd'), livePath, 0.5);
    expect(pendingPaths(edited, running)).toEqual(['optimizer.id', livePath]);
  });

  it('does not call one fold of all folds a change', () => {
    expect(pendingPaths(running, withAt(running, 'split.fold', 2))).toEqual([]);
  });
});
