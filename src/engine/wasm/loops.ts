/** The loops over a kernel's rows. */
import type { Value } from '../program/program';
import { onRowBody, type Dependence } from './iteration';
import type { Values } from './values';

/**
 * Nested loops over all rows, the last coordinate innermost. What `hoisted` needs of outer coordinates alone is
 * computed in their loops. `body` runs in the innermost one, with what is available there.
 */
export function overRows(
  values: Values,
  rowShape: readonly number[],
  hoisted: readonly Value[],
  body: (available: Dependence) => void,
): void {
  const { code, scopes, at } = values;
  at.rows = rowShape.map(() => ({ unit: 1, delta: 0 }));
  const nest = (axis: number, available: Dependence): void => {
    if (axis === rowShape.length) {
      body(available | onRowBody);
      return;
    }
    values.hoist(hoisted, available);
    const counter = scopes.local('i32');
    code.i32(0).set(counter);
    at.rows[axis] = { local: counter, unit: 1, delta: 0 };
    code.count(counter, 1, rowShape[axis]!, () =>
      scopes.within(() => nest(axis + 1, available | (1 << axis))),
    );
  };
  nest(0, 0);
}

/**
 * A loop over the rows from `start` to `end` as one number, for parts of rows of several coordinates, which are
 * found by division.
 */
export function overStretch(
  values: Values,
  rowShape: readonly number[],
  [start, end]: readonly [number, number],
  body: (available: Dependence) => void,
): void {
  const { code, scopes, at } = values;
  const row = scopes.local('i32');
  code.i32(start).set(row);
  code.count(row, 1, end, () =>
    scopes.within(() => {
      const axes = rowShape.map((extent, axis) => {
        const stride = rowShape.slice(axis + 1).reduce((size, length) => size * length, 1);
        const local = scopes.local('i32');
        code.get(row).i32(stride).op('i32.div_u').i32(extent).op('i32.rem_u').set(local);
        return { local, unit: 1, delta: 0 };
      });
      at.rows = axes;
      body(2 ** rowShape.length - 1 + onRowBody);
    }),
  );
}
