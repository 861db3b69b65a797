/**
 * Ranks of one user's held-out items among candidates, and the top of the list. Ties count against the model: a
 * held-out item stands below every other candidate of the same score, so constant scores give next to nothing.
 */

/** Where one user's held-out items stand. */
export interface Ranking {
  /** Held-out items from the best rank down, and their 1-based ranks. */
  relevant: Int32Array;
  ranks: Int32Array;
  /** Candidates in the list, held-out items included. */
  candidates: number;
  /** The first places of the list; among equal scores items that are not held out come first, in list order. */
  top: Int32Array;
  topScores: Float32Array;
}

export interface Candidates {
  /** Each at most once. */
  heldOut: Int32Array;
  heldOutScores: Float32Array;
  /** Items that are not held out, each at most once, in list order. */
  others: Int32Array;
  /** −Infinity at places of `others` that are no candidates. */
  otherScores: Float32Array;
  /** Places of `others` that are candidates. */
  numOthers: number;
}

/** What ranks follow from, however it was counted. */
export interface Counts {
  heldOut: Int32Array;
  heldOutScores: Float32Array;
  /** Of each held-out item: other candidates that score as high or higher. */
  ahead: Int32Array;
  numOthers: number;
  /** The best other candidates, in order: at least as many as the list has places for. */
  topOthers: Int32Array;
  topOtherScores: Float32Array;
}

/** The i-th held-out item, by score and then by id, has rank 1 + i + other candidates ahead. */
export function rankByCounts(counts: Counts, listLength: number): Ranking {
  const { heldOut, heldOutScores, ahead, numOthers, topOthers, topOtherScores } = counts;
  const order = orderOf(heldOut, heldOutScores);
  const ranks = order.map((held, i) => 1 + i + ahead[held]!);
  const candidates = heldOut.length + numOthers;
  const places = Math.min(listLength, candidates);
  const top = new Int32Array(places);
  const topScores = new Float32Array(places);
  for (let place = 0, h = 0, o = 0; place < places; place++) {
    const isHeld = ranks[h] === place + 1;
    top[place] = isHeld ? heldOut[order[h]!]! : topOthers[o]!;
    topScores[place] = isHeld ? heldOutScores[order[h]!]! : topOtherScores[o]!;
    if (isHeld) h++;
    else o++;
  }
  return { relevant: order.map((held) => heldOut[held]!), ranks, candidates, top, topScores };
}

/** Places of held-out items, the best score first, among equal scores the lowest id. */
function orderOf(heldOut: Int32Array, scores: Float32Array): Int32Array {
  const order = Int32Array.from(heldOut.keys());
  return order.sort((a, b) => scores[b]! - scores[a]! || heldOut[a]! - heldOut[b]!);
}

/**
 * Finds a score's place among those of the held-out items without a search: the range is cut into equal cells.
 * Held-out items of higher cells are above any score of a cell, those of lower ones below, so that a score has to be
 * compared with the few of its own cell.
 */
const cells = 256;

/** The cell of a score from the lowest to the highest. */
function cellsBetween(lowest: number, highest: number): (score: number) => number {
  const scale = (cells - 1) / Math.max(highest - lowest, Number.MIN_VALUE);
  return (score) => ((score - lowest) * scale) | 0;
}

/** Counts on the host; kept from user to user for its buffers. */
export class Ranker {
  private readonly topOthers: Int32Array;
  private readonly topOtherScores: Float32Array;
  private readonly listLength: number;
  private readonly firstOfCell = new Int32Array(cells);

  /** @param listLength places of `top` to fill, at most `numItems` */
  constructor(numItems: number, listLength: number) {
    this.listLength = Math.min(listLength, numItems);
    this.topOthers = new Int32Array(this.listLength);
    this.topOtherScores = new Float32Array(this.listLength);
  }

  rank(candidates: Candidates): Ranking {
    const { otherScores, numOthers } = candidates;
    const order = orderOf(candidates.heldOut, candidates.heldOutScores);
    const heldOut = order.map((held) => candidates.heldOut[held]!);
    const heldOutScores = Float32Array.from(order, (held) => candidates.heldOutScores[held]!);
    const ahead = this.countAhead(heldOutScores, otherScores);
    this.selectOthers(candidates, Math.min(this.listLength, heldOut.length + numOthers));
    const { topOthers, topOtherScores } = this;
    return rankByCounts(
      { heldOut, heldOutScores, ahead, numOthers, topOthers, topOtherScores },
      this.listLength,
    );
  }

  /** @param falling scores of the held-out items, the highest first */
  private countAhead(falling: Float32Array, otherScores: Float32Array): Int32Array {
    const n = falling.length;
    // First each candidate is counted once, by the best held-out item that it is not below.
    const ahead = new Int32Array(n);
    if (n === 0) return ahead;
    const highest = falling[0]!;
    const lowest = falling[n - 1]!;
    const findCell = cellsBetween(lowest, highest);
    const { firstOfCell } = this;
    for (let cell = 0, first = n; n > 1 && cell < cells; cell++) {
      while (first > 0 && findCell(falling[first - 1]!) <= cell) first--;
      firstOfCell[cell] = first;
    }
    let aheadOfAll = 0;
    for (let o = 0; o < otherScores.length; o++) {
      const score = otherScores[o]!;
      if (score >= highest) aheadOfAll++;
      else if (score >= lowest) {
        let best = firstOfCell[findCell(score)]!;
        while (falling[best]! > score) best++;
        ahead[best]!++;
      }
    }
    ahead[0]! += aheadOfAll;
    for (let i = 1; i < n; i++) ahead[i]! += ahead[i - 1]!;
    return ahead;
  }

  /** The best `places` others, by insertion: most candidates fail the one comparison with the last place. */
  private selectOthers({ others, otherScores }: Candidates, places: number): void {
    const { topOthers, topOtherScores } = this;
    if (places === 0) return;
    let filled = 0;
    let last = -Infinity;
    for (let o = 0; o < otherScores.length; o++) {
      const score = otherScores[o]!;
      if (score <= last) continue;
      let place = filled < places ? filled++ : places - 1;
      while (place > 0 && topOtherScores[place - 1]! < score) {
        topOtherScores[place] = topOtherScores[place - 1]!;
        topOthers[place] = topOthers[place - 1]!;
        place--;
      }
      topOtherScores[place] = score;
      topOthers[place] = others[o]!;
      if (filled === places) last = topOtherScores[places - 1]!;
    }
  }
}
