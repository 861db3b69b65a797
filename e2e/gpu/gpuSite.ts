/** The page whose worker runs checks on the GPU: built from the sources, and served. */
import path from 'node:path';
import { build } from 'vite';
import { readFolder, serve } from '../../cli/serve.mjs';
import { root } from '../../cli/root.mjs';

/** @param name of its folder: who builds it at the same time has another */
export async function openGpuSite(name: string): ReturnType<typeof serve> {
  const outDir = path.join(root, '.cache', name);
  await build({
    configFile: false,
    root: path.join(root, 'e2e', 'gpu', 'page'),
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023', minify: false, chunkSizeWarningLimit: 10_000 },
  });
  return serve(readFolder(outDir));
}
