/** A part of a dispatch: a function of a flat index, called once for each of `threads` indices in any order. */
export interface Piece {
  name: string;
  threads: number;
  /** The function's statements; its argument is `i`. */
  body: string;
}

/** The variable `i` that bodies start from. */
export const flatIndex = { name: 'i', depth: 0 };
