/** A dense table whose columns sort by a click on their heads; it scrolls sideways inside its own frame. */
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { UnstyledButton } from '@mantine/core';
import classes from './SortableTable.module.css';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
});

// Each column has a type of value of its own.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type SortableColumns<Row extends object> = ColumnDef<typeof features, Row, any>[];

/** Makes the columns of a table; `columns` keeps their types. */
export const columnsFor = <Row extends object>() => createColumnHelper<typeof features, Row>();

interface SortableTableProps<Row extends object> {
  /** What the table holds, for its region. */
  label: string;
  rows: Row[];
  /** The same object while nothing about the columns changes: new ones make every cell anew. */
  columns: SortableColumns<Row>;
  rowId: (row: Row) => string;
  /** Column that names its row, and stays when the others scroll. */
  nameColumn: string;
  isNumeric: (columnId: string) => boolean;
  rowClass?: (row: Row) => string | undefined;
}

export function SortableTable<Row extends object>({
  label,
  rows,
  columns,
  rowId,
  nameColumn,
  isNumeric,
  rowClass,
}: SortableTableProps<Row>) {
  const table = useTable({ features, columns, data: rows, getRowId: rowId, enableMultiSort: false });
  const classOf = (columnId: string): string | undefined =>
    columnId === nameColumn ? classes.first : isNumeric(columnId) ? classes.number : undefined;
  return (
    <div className={classes.frame} role="region" aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ column }) => {
                const sorted = column.getIsSorted();
                return (
                  <th
                    key={column.id}
                    scope="col"
                    className={classOf(column.id)}
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
                  >
                    <UnstyledButton
                      className={classes.sort}
                      fz="sm"
                      onClick={column.getToggleSortingHandler()}
                    >
                      {String(column.columnDef.header)}
                      <span className={classes.arrow} aria-hidden="true">
                        {sorted === 'asc' ? '↑' : sorted === 'desc' ? '↓' : ''}
                      </span>
                    </UnstyledButton>
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={rowClass?.(row.original)}>
              {row.getAllCells().map((cell) =>
                cell.column.id === nameColumn ? (
                  <th key={cell.id} scope="row" className={classes.first}>
                    <table.FlexRender cell={cell} />
                  </th>
                ) : (
                  <td key={cell.id} className={classOf(cell.column.id)}>
                    <table.FlexRender cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
