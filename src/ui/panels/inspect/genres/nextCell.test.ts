import { expect, it } from 'vitest';
import { nextCell } from './nextCell';

it('goes one cell at a time, and no further than the edge', () => {
  expect(nextCell({ row: 1, column: 2 }, 'ArrowUp', 3)).toEqual({ row: 0, column: 2 });
  expect(nextCell({ row: 0, column: 2 }, 'ArrowUp', 3)).toEqual({ row: 0, column: 2 });
  expect(nextCell({ row: 0, column: 2 }, 'ArrowRight', 3)).toEqual({ row: 0, column: 2 });
  expect(nextCell({ row: 0, column: 2 }, 'ArrowLeft', 3)).toEqual({ row: 0, column: 1 });
  expect(nextCell({ row: 0, column: 2 }, 'ArrowDown', 3)).toEqual({ row: 1, column: 2 });
});

it('goes to the ends of a row and of a column, and leaves other keys alone', () => {
  expect(nextCell({ row: 1, column: 1 }, 'End', 9)).toEqual({ row: 1, column: 8 });
  expect(nextCell({ row: 1, column: 8 }, 'Home', 9)).toEqual({ row: 1, column: 0 });
  expect(nextCell({ row: 1, column: 8 }, 'PageDown', 9)).toEqual({ row: 8, column: 8 });
  expect(nextCell({ row: 8, column: 8 }, 'PageUp', 9)).toEqual({ row: 0, column: 8 });
  expect(nextCell({ row: 1, column: 1 }, 'Tab', 9)).toBeNull();
});
