import { describe, expect, it } from 'vitest';
import { project } from './projection';
import type { AxisScale } from './ticks';

const area = { x: 50, y: 10, width: 200, height: 100 };
const linear: AxisScale = { scale: 'linear', domain: [0, 4], ticks: [] };
const log: AxisScale = { scale: 'log', domain: [1, 100], ticks: [] };

describe('project', () => {
  it('puts the start of both axes at the lower left corner and their ends at the upper right', () => {
    expect(project({ x: 0, y: 0 }, linear, linear, area)).toEqual({ x: 50, y: 110 });
    expect(project({ x: 4, y: 4 }, linear, linear, area)).toEqual({ x: 250, y: 10 });
  });

  it('puts 10 half way between 1 and 100 on a logarithmic axis', () => {
    expect(project({ x: 10, y: 2 }, log, linear, area)).toEqual({ x: 150, y: 60 });
  });

  it('has no place for 0 on a logarithmic axis', () => {
    expect(project({ x: 1, y: 0 }, linear, log, area)).toBeNull();
    expect(project({ x: 1, y: -2 }, linear, log, area)).toBeNull();
  });
});
