/**
 * Faults that a user can mend: what happened, and what to do about it.
 *
 * Comlink carries only `name`, `message` and `stack` of an error across the thread wall, so the code travels in
 * the name and the hint in the message; `toAppError` puts them together again on the other side.
 */

export type ErrorCode =
  | 'bad-file'
  | 'bad-link'
  | 'bad-spec'
  | 'cancelled'
  | 'data-missing'
  | 'device-lost'
  | 'download-failed'
  | 'no-backend'
  | 'non-finite'
  | 'storage'
  | 'too-large'
  | 'internal';

const namePrefix = 'AppError/';
const hintMark = '\n→ ';

export class AppError extends Error {
  readonly code: ErrorCode;
  /** What happened, in one or two sentences. */
  readonly what: string;
  /** How to mend it. */
  readonly hint: string;

  constructor(code: ErrorCode, what: string, hint: string) {
    super(hint ? what + hintMark + hint : what);
    this.name = namePrefix + code;
    this.code = code;
    this.what = what;
    this.hint = hint;
  }
}

/** Rebuilds an `AppError` from anything thrown, on either side of a worker boundary. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { name, message } = thrown instanceof Error ? thrown : { name: '', message: String(thrown) };
  if (name.startsWith(namePrefix)) {
    const [what = '', hint = ''] = message.split(hintMark);
    return new AppError(name.slice(namePrefix.length) as ErrorCode, what, hint);
  }
  return new AppError(
    'internal',
    message,
    'This is a fault of the page itself. Reload it; your runs are kept.',
  );
}

/** The same, as a plain value that can travel inside an event. */
export interface ErrorReport {
  code: ErrorCode;
  what: string;
  hint: string;
}

export function reportOf(thrown: unknown): ErrorReport {
  const { code, what, hint } = toAppError(thrown);
  return { code, what, hint };
}
