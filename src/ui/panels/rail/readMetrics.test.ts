import { describe, expect, it } from 'vitest';
import type { MetricEntry } from '../../../protocol/catalog';
import { readMetrics } from './readMetrics';

const metric = (id: string, cutoff: MetricEntry['cutoff']) => ({ id, cutoff }) as MetricEntry;
const catalog = { metrics: [metric('ndcg', 'required'), metric('map', 'optional'), metric('auc', 'none')] };

describe('readMetrics', () => {
  it('reads metrics in any writing and drops repeats', () => {
    expect(readMetrics('NDCG@10, map  map@5;auc, map', catalog).value).toEqual([
      'ndcg@10',
      'map',
      'map@5',
      'auc',
    ]);
  });

  it.each(['ndcg', 'auc@10', 'hitrate@10', 'ndcg@0'])('refuses %s', (key) => {
    expect(readMetrics(key, catalog).fault).toContain(key);
  });

  it('asks for at least one', () => {
    expect(readMetrics(' , ', catalog).value).toBeNull();
  });
});
