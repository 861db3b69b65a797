/** Copying text, with a word on how it went. */
import { text } from '../messages';
import { linkedResultOf } from './runEvents';
import { shareLink } from './link';
import { notify } from './notices';
import { findRun, useRuns } from './runs';

export async function copyText(copied: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(copied);
    notify({ kind: 'success', what: done, hint: '' });
  } catch {
    notify({ kind: 'error', what: text.share.copyFailed, hint: text.share.copyFailedHint });
  }
}

/** Copies a link to the current run with its curves, or to the settings when there is none. */
export function copyCurrentLink(): Promise<void> {
  const run = findRun(useRuns.getState().currentId);
  const shared = run && linkedResultOf(run) ? [run] : [];
  const done = shared[0] ? text.share.copiedCurrent(shared[0].name) : text.share.copied;
  return copyText(shareLink(shared, true), done);
}
