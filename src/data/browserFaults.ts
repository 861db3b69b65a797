/** What the browser throws while files are read, in words. */
import { AppError } from '../protocol/errors';

/** An `AppError` in place of what a person can do something about; anything else as it is. */
export function explained(thrown: unknown): unknown {
  if (thrown instanceof DOMException && /^Not(Readable|Found)Error$/.test(thrown.name))
    return new AppError(
      'bad-file',
      'The file could not be read: it was moved, changed or is no file.',
      'Drop it again; drop a folder by its own button.',
    );
  if (thrown instanceof RangeError && /alloc|length/i.test(thrown.message))
    return new AppError(
      'bad-file',
      `The data does not fit into this tab's memory (${thrown.message}).`,
      'Close other tabs and try again, or import a smaller release.',
    );
  return thrown;
}
