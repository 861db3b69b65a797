import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from './serve.mjs';

const files = new Map([
  ['/index.html', Buffer.from('<p>page</p>')],
  ['/assets/app-1a2b.js', Buffer.from('1')],
  ['/assets/kernels.wasm', Buffer.from('\0asm')],
]);
let server: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
  server = await serve(files);
});
afterEach(() => server.close());

/** Status of a path sent as it is; `fetch` would tidy it up first. */
const statusOf = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(new URL(server.url), { path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('serve', () => {
  it('gives the index page for the folder, with the content security policy', async () => {
    const response = await fetch(server.url);
    expect(await response.text()).toBe('<p>page</p>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('names the type that streaming compilation of WebAssembly asks for', async () => {
    const response = await fetch(`${server.url}assets/kernels.wasm`);
    expect(response.headers.get('content-type')).toBe('application/wasm');
  });

  it('lets browsers keep hashed files and ask again for pages', async () => {
    const hashed = await fetch(`${server.url}assets/app-1a2b.js?import`);
    expect(hashed.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(server.url)).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '//etc/passwd',
    '//',
  ])('finds nothing outside its folder: %s', async (path) => {
    expect(await statusOf(path)).toBe(404);
  });

  it('takes another port when the preferred one is in use', async () => {
    const port = Number(new URL(server.url).port);
    const second = await serve(files, port);
    expect(new URL(second.url).port).not.toBe(String(port));
    expect((await fetch(second.url)).status).toBe(200);
    await second.close();
  });

  it('refuses to be written to', async () => {
    expect((await fetch(server.url, { method: 'POST', body: 'x' })).status).toBe(405);
  });
});
