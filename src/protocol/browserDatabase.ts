/** A database of the browser (IndexedDB), as every thread opens it: what refuses, overflows or never answers is one kind of error. */
import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';
import { AppError } from './errors';

/** How long a database may take to open: some browsers neither open nor refuse one. */
const patienceMs = 5000;

/** A database that gave no answer in that time. */
class Silence extends Error {}

export class BrowserDatabase<S extends DBSchema> {
  private opening: Promise<IDBPDatabase<S>> | null = null;
  /** Was waited for in vain: later callers wait no more, unless the answer has come since. */
  private silent = false;

  /**
   * @param name Of the database, in this browser.
   * @param version Raised when its form changes.
   * @param kept What it keeps, for messages: "the runs".
   * @param upgrade Makes its stores, from the version that is there.
   */
  constructor(
    private readonly name: string,
    private readonly version: number,
    private readonly kept: string,
    private readonly upgrade: NonNullable<OpenDBCallbacks<S>['upgrade']>,
  ) {}

  /** Opens the database where it is not open. @throws AppError `storage`, also for what `action` meets in storage. */
  async use<T>(action: (connection: IDBPDatabase<S>) => Promise<T>): Promise<T> {
    try {
      return await action(await this.connection());
    } catch (thrown) {
      throw storageFault(thrown, this.kept);
    }
  }

  private async connection(): Promise<IDBPDatabase<S>> {
    const opening = (this.opening ??= this.open());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_, reject) => {
      if (this.silent) reject(new Silence());
      else
        timer = setTimeout(() => {
          this.silent = true;
          reject(new Silence());
        }, patienceMs);
    });
    try {
      const connection = await Promise.race([opening, silence]);
      this.silent = false;
      return connection;
    } finally {
      clearTimeout(timer);
    }
  }

  private open(): Promise<IDBPDatabase<S>> {
    const forget = (): void => {
      this.opening = null;
    };
    // Browsers that deny storage may throw when it is only touched.
    const opening = Promise.resolve().then(() =>
      openDB<S>(this.name, this.version, {
        upgrade: this.upgrade,
        // Another tab upgrades, or the browser closed the connection: open anew at the next use.
        blocking: (_current, _blocked, event) => {
          (event.target as IDBDatabase).close();
          forget();
        },
        terminated: forget,
      }),
    );
    opening.catch(forget);
    return opening;
  }
}

function storageFault(thrown: unknown, kept: string): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Silence)
    return new AppError(
      'storage',
      `The browser's storage does not answer, so ${kept} cannot be kept.`,
      'They stay until this page is closed. Close other tabs of this page and reload it.',
    );
  // Exceptions of a browser may have no words: then their name says it.
  const { name, message } = thrown instanceof Error ? thrown : { name: '', message: String(thrown) };
  if (name === 'QuotaExceededError')
    return new AppError(
      'storage',
      `The browser has no room left to keep ${kept}.`,
      'They stay until this page is closed. Delete data sets or runs that you no longer need, or free disk space.',
    );
  return new AppError(
    'storage',
    `The browser's storage does not keep ${kept} (${message || name}).`,
    'They stay until this page is closed. Private windows and strict privacy settings forbid storage.',
  );
}
