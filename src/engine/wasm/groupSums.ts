/** `sumOfGroup`: sums of the rows of a batch that share an id. Most groups are empty, many have one row. */
import type { Value } from '../program/program';
import { walkValues } from '../program/buffersOf';
import type { Layout } from './layout';
import type { Local } from './functionCode';
import type { Values } from './values';

type GroupSum = Extract<Value, { op: 'sumOfGroup' }>;

/** Sums kept in registers at once, in vectors. */
const vectorsAtOnce = 8;

function groupSumsOf(roots: readonly Value[]): GroupSum[] {
  const found: GroupSum[] = [];
  walkValues(roots, (value) => {
    if (value.op === 'sumOfGroup') found.push(value);
  });
  return found;
}

/**
 * For kernels whose row is the group: makes each sum among `roots` a row in memory before the columns are walked,
 * that of an empty group being a row of zeros and that of a single row the row itself.
 */
export function prepareGroupSums(
  values: Values,
  layout: Layout,
  roots: readonly Value[],
  width: number,
): void {
  const { code, scopes } = values;
  const rows = new Map<GroupSum, Local>();
  for (const value of groupSumsOf(roots)) {
    const row = scopes.local('i32');
    rows.set(value, row);
    scopes.within(() => pushSumRow(values, layout, value, width));
    code.set(row);
  }
  values.groupSum = (value) => {
    const { local, delta } = values.at.column;
    code.get(rows.get(value)!);
    if (local !== undefined) code.get(local).op('i32.add');
    code.memory('v128.load', delta * 4);
  };
}

/** Pushes the address of the row of sums. */
function pushSumRow(values: Values, layout: Layout, value: GroupSum, width: number): void {
  const { code, scopes, at } = values;
  const groups = layout.address(value.groups.buffer) + value.groups.offset * 4;
  const source = layout.address(value.values) + value.offset * 4;
  const order = groups + (value.numGroups + 1) * 4;
  const [row, next, end] = [scopes.local('i32'), scopes.local('i32'), scopes.local('i32')];
  const pushRowAddress = () =>
    code
      .get(next)
      .memory('i32.load', order)
      .times(value.stride * 4);
  const axis = at.rows[0]?.local;
  if (axis === undefined) code.i32(0);
  else code.get(axis).times(4);
  // Both are kept as bytes.
  code.tee(row).memory('i32.load', groups).times(4).set(next);
  code
    .get(row)
    .memory('i32.load', groups + 4)
    .times(4)
    .set(end);
  const addSeveral = () => {
    const sums = layout.work(width + 3);
    const first = next;
    const k = row;
    for (let done = 0; done < width; done += vectorsAtOnce * 4) {
      const accumulators = Array.from(
        { length: Math.min(vectorsAtOnce, Math.ceil((width - done) / 4)) },
        (_, i) => ({
          local: scopes.local('v128'),
          offset: (done + i * 4) * 4,
        }),
      );
      const address = scopes.local('i32');
      code
        .get(first)
        .memory('i32.load', order)
        .times(value.stride * 4)
        .set(address);
      for (const { local, offset } of accumulators)
        code
          .get(address)
          .memory('v128.load', source + offset)
          .set(local);
      code.get(first).i32(4).op('i32.add').set(k);
      code.loop(() => {
        code
          .get(k)
          .memory('i32.load', order)
          .times(value.stride * 4)
          .set(address);
        for (const { local, offset } of accumulators)
          code
            .get(local)
            .get(address)
            .memory('v128.load', source + offset)
            .op('f32x4.add')
            .set(local);
        code.get(k).i32(4).op('i32.add').tee(k).get(end).op('i32.lt_u');
      });
      for (const { local, offset } of accumulators) code.i32(sums).get(local).memory('v128.store', offset);
    }
    code.i32(sums).set(row);
  };
  code
    .get(next)
    .get(end)
    .op('i32.eq')
    .if(
      () => code.i32(layout.zeros).set(row),
      () =>
        code
          .get(end)
          .get(next)
          .op('i32.sub')
          .i32(4)
          .op('i32.eq')
          .if(() => {
            pushRowAddress();
            code.i32(source).op('i32.add').set(row);
          }, addSeveral),
    );
  code.get(row);
}

/** For kernels of one column whose rows are walked four at a time: the sums of four groups in a vector. */
export function sumFourGroups(values: Values, layout: Layout): void {
  const { code, scopes, at } = values;
  values.groupSum = (value) => {
    const groups = layout.address(value.groups.buffer) + value.groups.offset * 4;
    const order = groups + (value.numGroups + 1) * 4;
    const [sums, sum] = [scopes.local('v128'), scopes.local('v128')];
    const [k, end] = [scopes.local('i32'), scopes.local('i32')];
    const pushGroup = () => {
      if (at.column.local === undefined) code.i32(0);
      else code.get(at.column.local);
      return groups + at.column.delta * 4;
    };
    code.f32x4(0).set(sums);
    let offset = pushGroup();
    code.memory('v128.load', offset);
    pushGroup();
    code
      .memory('v128.load', offset + 4)
      .op('i32x4.ne')
      .op('v128.any_true');
    code.if(() => {
      for (let lane = 0; lane < at.lanes; lane++) {
        offset = pushGroup() + lane * 4;
        code.memory('i32.load', offset).times(4).set(k);
        pushGroup();
        code
          .memory('i32.load', offset + 4)
          .times(4)
          .set(end);
        code.f32x4(0).set(sum);
        code
          .get(k)
          .get(end)
          .op('i32.ne')
          .if(() => {
            code.loop(() => {
              code
                .get(k)
                .memory('i32.load', order)
                .times(value.stride * 4);
              code.memory('v128.load32_splat', layout.address(value.values) + value.offset * 4);
              code.get(sum).op('f32x4.add').set(sum);
              code.get(k).i32(4).op('i32.add').tee(k).get(end).op('i32.lt_u');
            });
            const lanes = [0, 1, 2, 3].map((i) => (i === lane ? 4 + i : i));
            code.get(sums).get(sum).shuffle(lanes).set(sums);
          });
      }
    });
    code.get(sums);
  };
}
