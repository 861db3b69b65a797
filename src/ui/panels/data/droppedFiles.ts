/** Files from an input or a drop, with their paths inside the folder they came in. */
import type { SourceFile } from '../../../protocol/dataService';

/** Drop libraries and folder inputs each have a property of their own for the path. */
type PathFile = File & { path?: string };

export function toSourceFiles(files: Iterable<PathFile>): SourceFile[] {
  return Array.from(files, (file) => ({
    path: (file.webkitRelativePath || file.path || file.name).replace(/^\.?\//, ''),
    blob: file,
  }));
}
