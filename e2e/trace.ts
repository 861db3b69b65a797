/** What a trace of the browser tells of the work of its threads. */

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  tdur?: number;
  args: { name?: string };
}

/** What has to be traced for `tasksOf`. */
export const tracedTasks = { categories: ['toplevel', '__metadata'] };

/**
 * Milliseconds that each task of the threads of this name computed. Not the time on the clock: that would hold other
 * programs of the machine against the page.
 */
export function tasksOf(threadName: 'CrRendererMain' | 'DedicatedWorker thread', trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const key = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const threads = traceEvents
    .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args.name === threadName)
    .map(key);
  return traceEvents
    .filter((event) => event.name === 'ThreadControllerImpl::RunTask' && threads.includes(key(event)))
    .map(({ tdur = 0 }) => tdur / 1000);
}
