import { describe, expect, it } from 'vitest';
import { journeys, journeysFor } from './changed.mjs';

const all = ['data', 'lab', 'link', 'map', 'plots', 'runs', 'terminal', 'training'];

describe('journeysFor', () => {
  it('finds a journey by its own file, by a folder, and by the panel or dialog of its name', () => {
    expect(journeysFor(['e2e/map.spec.ts'], all)).toEqual(['map']);
    expect(journeysFor(['src/ui/panels/lab/SweepForm.tsx'], all)).toEqual(['lab']);
    expect(journeysFor(['src/ui/panels/RunsPanel.tsx'], all)).toEqual(['runs']);
  });

  it('knows what folders of other names are about', () => {
    expect(journeysFor(['src/data/lines.ts', 'cli/loadData.ts'], all)).toEqual(['data', 'plots', 'terminal']);
  });

  it('finds none for what no journey is named after', () => {
    expect(journeysFor(['README.md'], all)).toEqual([]);
  });

  it('names only journeys that there are', () => {
    const there = journeys();
    const folders = ['cli/a', 'src/data/a', 'src/protocol/link', 'src/train/a', 'src/ui/charts/a', 'bench/a'];
    for (const folder of folders) expect(journeysFor([folder], there).length, folder).toBeGreaterThan(0);
  });
});
