/** Finds the row of a (user, item) pair: a hash table with open addressing, as a Map of a million keys is too slow. */
import { mix } from './random';

export class PairIndex {
  private readonly mask: number;
  /** Row + 1, 0 where free. */
  private readonly slots: Int32Array;

  /** Of a pair in several rows, the last one is found. */
  constructor(
    private readonly users: Int32Array,
    private readonly items: Int32Array,
  ) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(2, users.length * 2)));
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity);
    for (let row = 0; row < users.length; row++) this.slots[this.slotOf(users[row]!, items[row]!)] = row + 1;
  }

  /** The row of a pair, -1 where there is none. */
  find(user: number, item: number): number {
    return this.slots[this.slotOf(user, item)]! - 1;
  }

  private slotOf(user: number, item: number): number {
    let slot = mix(user ^ Math.imul(item, 0x9e3779b1)) & this.mask;
    for (;;) {
      const row = this.slots[slot]! - 1;
      if (row < 0 || (this.users[row] === user && this.items[row] === item)) return slot;
      slot = (slot + 1) & this.mask;
    }
  }
}
