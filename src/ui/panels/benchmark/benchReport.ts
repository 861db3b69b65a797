/** A benchmark as text to pass on: JSON for programs, Markdown for people. */
import type { Row } from '../../../../bench/rows';
import { workloads, type WorkloadId } from '../../../../bench/workloads/catalog';
import { cellsOf, columnsOf, problemOf, roundsWords, verdictOf } from './benchWords';

/** Rows with what they were measured on. */
export interface BenchReport {
  date: string;
  browser: string;
  cores: number;
  adapter: { name: string; software: boolean } | null;
  rounds: number;
  roundMs: number;
  rows: Row[];
}

export const reportJson = (report: BenchReport): string => JSON.stringify(report, null, 2);

/** One table per workload, under a head that says where and how it was measured. */
export function reportMarkdown({ date, browser, cores, adapter, rounds, rows }: BenchReport): string {
  const device = adapter ? `${adapter.name}${adapter.software ? ' (software)' : ''}` : 'no WebGPU';
  const head = [
    `**Recommender Playground benchmark**, ${date.slice(0, 10)}`,
    `${device}; ${cores} cores; ${browser}`,
    roundsWords(rounds),
  ];
  const sections = byWorkload(rows).map(({ workload, rows: own }) => {
    const verdict = verdictOf(own, adapter);
    const { label, about } = workloads[workload];
    return [
      `### ${label}`,
      '',
      `${about}.${verdict ? ` **${verdict}.**` : ''}`,
      '',
      tableRow(columnsOf(workload)),
      tableRow(columnsOf(workload).map((_, column) => (column === 0 ? '---' : '---:'))),
      ...own.map((row) => tableRow(cellsOf(row))),
      ...own.flatMap((row) => {
        const problem = problemOf(row);
        return problem === null ? [] : ['', `${cellsOf(row)[0]!}: ${problem}`];
      }),
    ].join('\n');
  });
  return `${[head.join('  \n'), ...sections].join('\n\n')}\n`;
}

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Rows in the order they came, one group per workload. */
export function byWorkload(rows: readonly Row[]): { workload: WorkloadId; rows: Row[] }[] {
  return [...new Set(rows.map(({ workload }) => workload))].map((workload) => ({
    workload,
    rows: rows.filter((row) => row.workload === workload),
  }));
}
