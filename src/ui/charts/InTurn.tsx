/**
 * Mounts its children when it is their turn, one after the other in tasks of their own: six charts at once would
 * hold the page up for a quarter of a second just when a run starts.
 */
import { startTransition, useEffect, useState, type ReactNode } from 'react';

const waiting: (() => void)[] = [];
let scheduled = false;

function takeTurns(): void {
  scheduled = false;
  waiting.shift()?.();
  if (waiting.length > 0) schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  // After the frame that shows what the turn before has drawn.
  requestAnimationFrame(() => setTimeout(takeTurns, 0));
}

/** `height`: pixels kept free until then. */
export function InTurn({ height, children }: { height: number; children: ReactNode }) {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const turn = () => startTransition(() => setReady(true));
    waiting.push(turn);
    schedule();
    return () => {
      const place = waiting.indexOf(turn);
      if (place >= 0) waiting.splice(place, 1);
    };
  }, []);
  return ready ? children : <div style={{ height }} aria-hidden="true" />;
}
