/** Which genres stand together, and which are predicted for movies of which genre: a heat map that is a table. */
import { SegmentedControl, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { GenreInspection } from '../../../../protocol/trainService';
import classes from './Genres.module.css';
import { formatShare } from './formatShare';
import { nextCell, type Cell } from './nextCell';
import { countsOf, pairWords, percent, shareOf, type Pairs } from './pairWords';
import { shareStyle } from './shareStyle';

interface GenreMatrixProps {
  inspection: GenreInspection;
  pairs: Pairs;
  onPairs: (pairs: Pairs) => void;
}

export function GenreMatrix({ inspection, pairs, onPairs }: GenreMatrixProps) {
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const narrow = useMediaQuery('(max-width: 30em)', false, { getInitialValueInEffect: false });
  const { threshold } = inspection;
  const counts = countsOf(inspection, pairs);
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        orientation={narrow ? 'vertical' : 'horizontal'}
        style={{ alignSelf: 'flex-start' }}
        aria-label="What the matrix shows"
        value={pairs}
        onChange={(value) => onPairs(value as Pairs)}
        data={[
          { value: 'together', label: 'True together' },
          { value: 'half', label: 'Predicted from 0.5' },
          ...(threshold === null
            ? []
            : [{ value: 'tuned', label: `Predicted from ${formatShare(threshold)}` }]),
        ]}
      />
      <Text size="sm" c="dimmed" maw="46rem" mih="3.1em">
        {pairs === 'together'
          ? 'How many movies truly have both genres. The darker, the larger their share of the movies of the row.'
          : 'What is predicted for the movies that truly have the genre of the row. On the diagonal what is rightly told; beside it, what a movie is taken for, or what it is as well.'}
      </Text>
      <Text size="sm" mih="1.5em">
        {pairWords(inspection, pairs, active.row, active.column)}
      </Text>
      <Matrix inspection={inspection} pairs={pairs} counts={counts} active={active} onActive={setActive} />
      <Text size="xs" c="dimmed">
        Share of the movies of the row: above 0 %
        <span className={classes.scale} aria-hidden="true" />
        100 %. Choose a cell with the pointer or the arrow keys.
      </Text>
    </Stack>
  );
}

interface MatrixProps {
  inspection: GenreInspection;
  pairs: Pairs;
  counts: number[][];
  active: Cell;
  onActive: (cell: Cell) => void;
}

function Matrix({ inspection, pairs, counts, active, onActive }: MatrixProps) {
  const table = useRef<HTMLTableElement>(null);
  const { genres } = inspection;
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextCell(active, event.key, genres.length);
    if (!next) return;
    event.preventDefault();
    onActive(next);
    // Row and column heads come first.
    table.current?.rows[next.row + 1]?.cells[next.column + 1]?.focus();
  };
  return (
    <div className={classes.frame}>
      <table
        ref={table}
        role="grid"
        className={classes.matrix}
        aria-label="Pairs of genres"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              <VisuallyHidden>Genre</VisuallyHidden>
            </th>
            {genres.map(({ name }, column) => (
              <th key={name} scope="col" className={column === active.column ? classes.active : undefined}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((cells, row) => (
            <tr key={genres[row]!.name}>
              <th scope="row" className={row === active.row ? classes.active : undefined}>
                {genres[row]!.name}
              </th>
              {cells.map((count, column) => {
                const isActive = row === active.row && column === active.column;
                return (
                  <td
                    key={genres[column]!.name}
                    className={classes.cell}
                    style={shareStyle(shareOf(inspection, pairs, row, column))}
                    data-some={count > 0 || undefined}
                    data-active={isActive || undefined}
                    tabIndex={isActive ? 0 : -1}
                    onFocus={() => onActive({ row, column })}
                    onPointerEnter={() => onActive({ row, column })}
                  >
                    <VisuallyHidden>
                      {count}, {percent(shareOf(inspection, pairs, row, column))}
                    </VisuallyHidden>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
