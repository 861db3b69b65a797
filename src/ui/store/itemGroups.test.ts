import { describe, expect, it } from 'vitest';
import { defaultSpec, type ExperimentSpec } from '../../protocol/spec';
import { buildCatalog } from '../../train/catalog';
import { inGroups, ungrouped, watchedGroups, withWatchedGroup } from './itemGroups';

const catalog = buildCatalog();

function specOf(split: string, validation: string, metric = 'recall@20'): ExperimentSpec {
  const spec = defaultSpec();
  spec.split.id = split;
  spec.validation.id = validation;
  spec.earlyStopping.metric = metric;
  return spec;
}

const watchedOf = (...args: Parameters<typeof specOf>) =>
  withWatchedGroup(specOf(...args), catalog).earlyStopping.metric;

describe('watchedGroups', () => {
  it('are those of the part that is watched', () => {
    const groups = (split: string, validation: string) => watchedGroups(specOf(split, validation), catalog);
    expect(groups('leave-last-out', 'leave-last-out')).toEqual([]);
    expect(groups('cold-items', 'cold-items')).toEqual(['cold', 'warm']);
    expect(groups('cold-items', 'leave-last-out')).toEqual(['warm']);
    expect(groups('leave-last-out', 'cold-items')).toEqual(['cold', 'warm']);
    expect(groups('cold-items', 'test')).toEqual(['cold', 'warm']);
    expect(groups('cold-items', 'none')).toEqual(['cold', 'warm']);
  });
});

describe('withWatchedGroup', () => {
  it('names a group where items are measured apart, and none where they are not', () => {
    expect(watchedOf('cold-items', 'cold-items')).toBe('recall@20/cold');
    expect(watchedOf('cold-items', 'cold-items', 'recall@20/warm')).toBe('recall@20/warm');
    expect(watchedOf('cold-items', 'leave-last-out', 'recall@20/cold')).toBe('recall@20/warm');
    expect(watchedOf('leave-last-out', 'none', 'recall@20/warm')).toBe('recall@20');
  });

  it('leaves a spec alone whose metric fits', () => {
    const spec = specOf('leave-last-out', 'leave-last-out', 'f1/micro');
    expect(withWatchedGroup(spec, catalog)).toBe(spec);
  });
});

describe('keys of groups', () => {
  it('go to and fro', () => {
    expect(inGroups('map', ['cold', 'warm'])).toEqual(['map/cold', 'map/warm']);
    expect(inGroups('map/warm', [])).toEqual(['map']);
    expect(ungrouped('recall@20/cold')).toBe('recall@20');
    expect(ungrouped('f1/micro')).toBe('f1/micro');
  });
});
