/**
 * Serves a built folder on this machine. The files are read once, into memory: a rebuild while somebody uses the
 * page changes nothing under them, and a path can name nothing that was not in the folder.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { contentSecurityPolicy } from './contentSecurityPolicy.mjs';

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.zip': 'application/zip',
};

/**
 * All files of a folder by their path in an address: "/assets/app.js".
 * @param {string} folder
 * @returns {Map<string, Buffer>}
 */
export function readFolder(folder) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set('/' + path.relative(folder, file).split(path.sep).join('/'), readFileSync(file));
  }
  return files;
}

/**
 * @param {string} name the path in the address
 * @returns {Record<string, string>}
 */
function headersOf(name) {
  const type = types[path.extname(name)] ?? 'application/octet-stream';
  return {
    'Content-Type': type,
    // Files under assets/ carry a hash of their content in their name.
    'Cache-Control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    ...(type.startsWith('text/html') && {
      'Content-Security-Policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
    }),
  };
}

/**
 * Starts a server for the files on 127.0.0.1.
 * @param {Map<string, Buffer>} files
 * @param {number} [preferredPort] taken when it is free, else any other
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(files, preferredPort = 0) {
  const server = createServer((request, response) => {
    const [pathname = '/'] = (request.url ?? '/').split('?');
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const body = files.get(name);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else if (!body) {
      response
        .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
        .end(`There is no ${pathname} here.\n`);
    } else {
      response.writeHead(200, { ...headersOf(name), 'Content-Length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
  });
  const port = await listen(server, preferredPort);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>} the port it listens on
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (port !== 0 && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
        listen(server, 0).then(resolve, reject);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
