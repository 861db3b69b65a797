/** What the benchmark measured: one table per workload. */
import { Stack, Text, Title } from '@mantine/core';
import type { Adapter } from '../../../../bench/adapter';
import type { Row } from '../../../../bench/rows';
import { workloads, type WorkloadId } from '../../../../bench/workloads/catalog';
import table from '../../controls/SortableTable.module.css';
import { byWorkload } from './benchReport';
import { cellsOf, columnsOf, isOurs, problemOf, verdictOf } from './benchWords';
import classes from './ResultTables.module.css';

interface ResultTablesProps {
  rows: readonly Row[];
  adapter: Adapter | null;
}

export function ResultTables({ rows, adapter }: ResultTablesProps) {
  return (
    <Stack gap="md">
      {byWorkload(rows).map((group) => {
        const verdict = verdictOf(group.rows, adapter);
        return (
          <section key={group.workload} aria-label={workloads[group.workload].label}>
            <Title order={3}>{workloads[group.workload].label}</Title>
            <Text size="sm" mb={6} {...(verdict !== null && { fw: 600, c: 'var(--page-accent)' })}>
              {verdict ?? 'Nothing of stock TensorFlow.js was measured beside it.'}
            </Text>
            <ResultTable workload={group.workload} rows={group.rows} />
          </section>
        );
      })}
    </Stack>
  );
}

function ResultTable({ workload, rows }: { workload: WorkloadId; rows: readonly Row[] }) {
  const [program, ...titles] = columnsOf(workload);
  return (
    <div
      className={table.frame}
      role="region"
      aria-label={`Measured: ${workloads[workload].label}`}
      tabIndex={0}
    >
      <table className={`${table.table} ${classes.table}`}>
        <thead>
          <tr>
            <th scope="col" className={table.first}>
              {program}
            </th>
            {titles.map((title) => (
              <th key={title} scope="col" className={table.number}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const [label, ...cells] = cellsOf(row);
            const problem = problemOf(row);
            return (
              <tr key={row.contender} className={isOurs(row) ? classes.ours : undefined}>
                <th scope="row" className={table.first}>
                  {label}
                </th>
                {problem === null ? (
                  cells.map((cell, column) => (
                    <td key={titles[column]} className={table.number}>
                      {cell}
                    </td>
                  ))
                ) : (
                  <td colSpan={titles.length} className={classes.problem}>
                    {problem}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
