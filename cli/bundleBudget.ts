/** Holds the first load small: the page's entry with all it imports statically, and no tensor library in it. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const forbidden = /[\\/]node_modules[\\/]@tensorflow[\\/]/;

/** The chunk and all chunks it imports statically, each once. */
export function loadedWith(
  entry: string,
  chunks: ReadonlyMap<string, { imports: readonly string[] }>,
): string[] {
  const loaded = new Set<string>();
  const visit = (name: string): void => {
    const chunk = chunks.get(name);
    if (!chunk || loaded.has(name)) return;
    loaded.add(name);
    chunk.imports.forEach(visit);
  };
  visit(entry);
  return [...loaded];
}

/** Fails the build when `page` loads more than `maxBytes` of gzipped script before anything is asked for. */
export function bundleBudget(page: string, maxBytes: number): Plugin {
  return {
    name: 'bundle-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = new Map<string, Rolldown.OutputChunk>();
      for (const output of Object.values(bundle))
        if (output.type === 'chunk') chunks.set(output.fileName, output);
      const entry = [...chunks.values()].find(
        (chunk) => chunk.isEntry && chunk.facadeModuleId && path.basename(chunk.facadeModuleId) === page,
      );
      if (!entry) return this.error(`The bundle has no entry for ${page}.`);
      const sizes = loadedWith(entry.fileName, chunks).map((name) => {
        const chunk = chunks.get(name)!;
        const tensors = chunk.moduleIds.find((id) => forbidden.test(id));
        if (tensors)
          this.error(`${page} loads ${tensors} (in ${name}): tfjs belongs in the train worker alone.`);
        return { name, bytes: gzipSync(chunk.code, { level: 9 }).length };
      });
      const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
      const inKb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
      const list = sizes.map(({ name, bytes }) => `  ${name} ${inKb(bytes)}`).join('\n');
      if (total > maxBytes)
        this.error(
          `${page} loads ${inKb(total)} of gzipped script, more than ${inKb(maxBytes)}:\n${list}\n` +
            'Load what is not needed at once with import().',
        );
      this.info(`${page} loads ${inKb(total)} of gzipped script (limit ${inKb(maxBytes)})`);
    },
  };
}
