/** The files that `--data` names: a folder stands for all files in it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../src/protocol/errors';

export interface DataFile {
  /** Where it is on disk. */
  file: string;
  /** What it is called for the importer: its path in the folder that was named, or its plain name. */
  path: string;
}

/** @throws AppError `bad-file` when one is not there. */
export function dataFiles(named: string[]): DataFile[] {
  return named.flatMap((name) => {
    if (!existsSync(name))
      throw new AppError('bad-file', `There is no file "${name}".`, `Looked in ${process.cwd()}.`);
    if (!statSync(name).isDirectory()) return [{ file: name, path: path.basename(name) }];
    return readdirSync(name, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({
        file,
        path: path
          .relative(path.dirname(path.resolve(name)), path.resolve(file))
          .split(path.sep)
          .join('/'),
      }));
  });
}
