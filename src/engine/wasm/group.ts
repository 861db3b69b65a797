/** Code of group kernels: a counting sort of the places of a batch by id. */
import type { GroupKernel, Start } from '../program/program';
import type { FunctionCode } from './functionCode';
import type { Layout } from './layout';

/** Writes a group kernel. Ids outside of the groups are left out. */
export function writeGroup(
  code: FunctionCode,
  layout: Layout,
  { ids, length, numGroups, groups }: GroupKernel,
): void {
  const addressOf = ({ buffer, offset }: Start): number => layout.address(buffer) + offset * 4;
  const offsets = addressOf(groups);
  const order = offsets + (numGroups + 1) * 4;
  const [place, id, sum] = [code.local('i32'), code.local('i32'), code.local('i32')];
  /** Runs `body` for the id at `place`, kept in bytes. */
  const ofId = (body: () => void) => {
    code
      .get(place)
      .memory('i32.load', addressOf(ids))
      .tee(id)
      .i32(numGroups)
      .op('i32.lt_u')
      .if(() => {
        code.get(id).times(4).set(id);
        body();
      });
  };
  // How many places each id has.
  code
    .i32(offsets)
    .i32(0)
    .i32((numGroups + 1) * 4)
    .fillMemory();
  code.i32(0).set(place);
  code.count(place, 4, length * 4, () =>
    ofId(() =>
      code.get(id).get(id).memory('i32.load', offsets).i32(1).op('i32.add').memory('i32.store', offsets),
    ),
  );
  // Where each group ends.
  code.i32(0).set(sum).i32(0).set(id);
  code.count(id, 4, (numGroups + 1) * 4, () => {
    code
      .get(id)
      .get(id)
      .memory('i32.load', offsets)
      .get(sum)
      .op('i32.add')
      .tee(sum)
      .memory('i32.store', offsets);
  });
  // Places from the last to the first, each before those of its group: the ends become the starts.
  code.i32(length * 4).set(place);
  code.loop(() => {
    code.get(place).i32(4).op('i32.sub').set(place);
    ofId(() => {
      code
        .get(id)
        .get(id)
        .memory('i32.load', offsets)
        .i32(1)
        .op('i32.sub')
        .tee(sum)
        .memory('i32.store', offsets);
      code.get(sum).times(4).get(place).i32(2).op('i32.shr_u').memory('i32.store', order);
    });
    code.get(place);
  });
}
