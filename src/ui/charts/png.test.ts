import { describe, expect, it } from 'vitest';
import { composeSvg, wrap } from './png';
import { lookOf } from './series';

const parts = {
  title: 'NDCG@10 <b>',
  subtitle: 'validation, full ranking',
  legend: [
    { name: 'MF & BPR', look: lookOf(0) },
    { name: 'NeuMF', look: lookOf(1) },
  ],
  footer: ['Seed 1'],
  theme: 'light' as const,
};

describe('composeSvg', () => {
  it('writes title, way of measuring, legend and footer around the chart', () => {
    const { svg } = composeSvg('<svg id="chart"/>', 600, 260, parts);
    for (const text of ['validation, full ranking', 'NeuMF', 'Seed 1', '<svg id="chart"/>'])
      expect(svg).toContain(text);
  });

  it('escapes names, which may come from a stranger', () => {
    const { svg } = composeSvg('', 600, 260, parts);
    expect(svg).toContain('NDCG@10 &lt;b&gt;');
    expect(svg).toContain('MF &amp; BPR');
  });

  it('is twice the size of the chart, and refers to nothing outside', () => {
    const { svg, width, height } = composeSvg('', 600, 260, parts);
    expect(width).toBe(1200);
    expect(height).toBeGreaterThan(520);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|href/);
  });
});

describe('wrap', () => {
  it('breaks at spaces before the limit', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  });

  it('keeps a word that is longer than a line', () => {
    expect(wrap('extraordinary', 5)).toEqual(['extraordinary']);
  });
});
