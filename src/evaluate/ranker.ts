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

export class Ranker {
  private readonly others: Int32Array;
  private readonly otherScores: Float32Array;
  private numOthers = 0;
  private readonly topOthers: Int32Array;
  private readonly topOtherScores: Float32Array;
  private readonly held: { item: number; score: number }[] = [];
  private readonly listLength: number;

  /** @param listLength places of `top` to fill, at most `numItems` */
  constructor(numItems: number, listLength: number) {
    this.listLength = Math.min(listLength, numItems);
    this.others = new Int32Array(numItems);
    this.otherScores = new Float32Array(numItems);
    this.topOthers = new Int32Array(this.listLength);
    this.topOtherScores = new Float32Array(this.listLength);
  }

  begin(): void {
    this.numOthers = 0;
    this.held.length = 0;
  }

  /** A candidate that is not held out; each item at most once. */
  addOther(item: number, score: number): void {
    this.others[this.numOthers] = item;
    this.otherScores[this.numOthers++] = score;
  }

  addHeldOut(item: number, score: number): void {
    this.held.push({ item, score });
  }

  finish(): Ranking {
    const { held, numOthers } = this;
    held.sort((a, b) => b.score - a.score || a.item - b.item);
    const ranks = this.rankHeld();
    const places = Math.min(this.listLength, held.length + numOthers);
    const top = new Int32Array(places);
    const topScores = new Float32Array(places);
    if (places > 0) this.selectOthers(places);
    for (let place = 0, h = 0, o = 0; place < places; place++) {
      const isHeld = h < held.length && ranks[h] === place + 1;
      top[place] = isHeld ? held[h]!.item : this.topOthers[o]!;
      topScores[place] = isHeld ? held[h]!.score : this.topOtherScores[o]!;
      if (isHeld) h++;
      else o++;
    }
    const relevant = Int32Array.from(held, ({ item }) => item);
    return { relevant, ranks, candidates: held.length + numOthers, top, topScores };
  }

  /** Rank of the i-th held-out item = 1 + i + other candidates that score as high or higher. */
  private rankHeld(): Int32Array {
    const { held, numOthers, otherScores } = this;
    const n = held.length;
    const scores = Float64Array.from(held, ({ score }) => score);
    const lowest = n > 0 ? scores[n - 1]! : Infinity;
    // First counts the others by the best held-out item they are not below, then sums up.
    const ranks = new Int32Array(n);
    for (let o = 0; o < numOthers; o++) {
      const score = otherScores[o]!;
      if (score < lowest) continue;
      let low = 0;
      let high = n - 1;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (scores[middle]! <= score) high = middle;
        else low = middle + 1;
      }
      ranks[low]!++;
    }
    let above = 0;
    for (let i = 0; i < n; i++) {
      above += ranks[i]!;
      ranks[i] = 1 + i + above;
    }
    return ranks;
  }

  /** The best `places` others, by insertion: most candidates fail the one comparison with the last place. */
  private selectOthers(places: number): void {
    const { others, otherScores, topOthers, topOtherScores, numOthers } = this;
    let filled = 0;
    for (let o = 0; o < numOthers; o++) {
      const score = otherScores[o]!;
      if (filled === places && score <= topOtherScores[places - 1]!) continue;
      let place = filled < places ? filled++ : places - 1;
      while (place > 0 && topOtherScores[place - 1]! < score) {
        topOtherScores[place] = topOtherScores[place - 1]!;
        topOthers[place] = topOthers[place - 1]!;
        place--;
      }
      topOtherScores[place] = score;
      topOthers[place] = others[o]!;
    }
  }
}
