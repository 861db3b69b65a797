/** Tells screen readers how the run goes: at most one line per epoch, and not more than one in two seconds. */
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { text } from '../messages';
import type { RunRecord } from '../store/runRecord';
import { useRuns } from '../store/runs';
import { statusText } from './runProgress';

const leastMs = 2000;

function lineFor(run: RunRecord | null): string {
  if (!run) return '';
  const last = run.epochs.at(-1);
  // A pause is the person's own doing, and waiting is no news.
  if (run.status === 'paused' || run.status === 'queued') return '';
  if (run.status !== 'running' || !last) return text.live.ended(run.name, statusText(run, null));
  const watched = run.spec.earlyStopping.metric;
  const value = last.metrics[watched];
  const measured = value === undefined ? `loss ${last.loss.toFixed(4)}` : `${watched} ${value.toFixed(4)}`;
  return text.live.epoch(run.name, last.epoch, run.spec.train.epochs, measured);
}

export function LiveRegion() {
  const line = useRuns(({ runs, currentId }) => lineFor(runs.find(({ id }) => id === currentId) ?? null));
  const [said, setSaid] = useState('');
  const saidAt = useRef(-Infinity);
  useEffect(() => {
    const wait = Math.max(0, saidAt.current + leastMs - performance.now());
    const timer = setTimeout(() => {
      saidAt.current = performance.now();
      setSaid(line);
    }, wait);
    return () => clearTimeout(timer);
  }, [line]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  );
}
