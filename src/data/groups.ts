/** Interactions of one user or of one item, found in one pass: a counting sort into compressed rows. */

export interface Groups {
  /** The places of group g are `places[offsets[g] .. offsets[g + 1])`, in ascending order. */
  offsets: Int32Array;
  places: Int32Array;
}

/** Groups the places 0..n-1 by `idAt(place)`, which lies in 0..numGroups-1. */
export function groupPlaces(n: number, numGroups: number, idAt: (place: number) => number): Groups {
  const offsets = new Int32Array(numGroups + 1);
  for (let place = 0; place < n; place++) offsets[idAt(place) + 1]!++;
  for (let g = 0; g < numGroups; g++) offsets[g + 1]! += offsets[g]!;
  const next = offsets.slice(0, numGroups);
  const places = new Int32Array(n);
  for (let place = 0; place < n; place++) places[next[idAt(place)]!++] = place;
  return { offsets, places };
}
