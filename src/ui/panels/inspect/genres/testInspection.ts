/** Two genres for tests: five movies, four comedies and two dramas, one of which is both. */
import type { GenreInspection } from '../../../../protocol/trainService';

export function inspectionOf({ threshold }: { threshold: number | null }): GenreInspection {
  const tuned = threshold !== null;
  return {
    part: 'test',
    epoch: 7,
    items: 5,
    threshold,
    genres: [
      {
        name: 'Comedy',
        support: 4,
        half: { precision: 1, recall: 0.5, f1: 2 / 3 },
        tuned: tuned ? { precision: 0.75, recall: 0.75, f1: 0.75 } : null,
      },
      {
        name: 'Drama',
        support: 2,
        half: { precision: 0, recall: 0, f1: 0 },
        tuned: tuned ? { precision: 1, recall: 1, f1: 1 } : null,
      },
    ],
    together: [
      [4, 1],
      [1, 2],
    ],
    predicted: {
      half: [
        [2, 0],
        [0, 0],
      ],
      tuned: tuned
        ? [
            [3, 1],
            [1, 2],
          ]
        : null,
    },
  };
}
