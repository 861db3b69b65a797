/** Dropped files made in a test: loose, zipped, gzipped. */
import { gzipSync, zipSync } from 'fflate';
import type { SourceFile } from '../protocol/dataService';

export type Contents = Record<string, string | Uint8Array>;

const bytesOf = (content: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);

/** Files as a person would drop them loose, or as a folder when the names have one. */
export function looseFiles(contents: Contents): SourceFile[] {
  return Object.entries(contents).map(([path, content]) => ({ path, blob: new Blob([bytesOf(content)]) }));
}

export function zipBytes(contents: Contents): Uint8Array<ArrayBuffer> {
  const files = Object.entries(contents).map(([path, content]) => [path, bytesOf(content)] as const);
  return new Uint8Array(zipSync(Object.fromEntries(files)));
}

export function zipFile(path: string, contents: Contents): SourceFile {
  return { path, blob: new Blob([zipBytes(contents)]) };
}

export function gzipFile(path: string, content: string): SourceFile {
  return { path, blob: new Blob([new Uint8Array(gzipSync(bytesOf(content)))]) };
}

/** Text as ISO-8859-1 writes it, one byte per character. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
