/**
 * The share link: `#x=` + base64url(deflate(JSON)). It holds what differs from the defaults, for one run or
 * several, optionally the sender's curves, and whether the runs are the variants of a comparison. It is input from a
 * stranger: bounded, validated, never evaluated.
 */
import { Inflate, deflateSync, strFromU8, strToU8 } from 'fflate';
import { z } from './zod';
import type { Catalog } from './catalog';
import { readSpec, type SpecProblem } from './completeSpec';
import { AppError } from './errors';
import type { Metrics } from './events';
import { pairedTests, type PairedTests } from './significance';
import type { ExperimentSpec } from './spec';
import { metricKeySchema } from './spec';
import { minimalOverrides } from './specDiff';

/** Longer ones are neither read nor written. */
export const maxLinkChars = 512 * 1024;
const maxJsonBytes = 4 * 1024 * 1024;
const hashPrefix = '#x=';
/** Of the link, and of the specs in it. */
const linkVersion = 2;

const metrics = z.record(metricKeySchema, z.number());

/** The sender's results, kept to judge whether a run here reproduced them. */
export const linkedResult = z.object({
  epochs: z.array(z.object({ epoch: z.int().min(1).max(100_000), loss: z.number(), metrics })).max(1000),
  test: metrics.nullable(),
  bestEpoch: z.int().min(0).max(100_000),
  backend: z.string().max(40),
});
export type LinkedResult = z.infer<typeof linkedResult>;

const payload = z.object({
  v: z.union([z.literal(1), z.literal(2)]),
  runs: z
    .array(
      z.object({
        name: z.string().max(200),
        spec: z.record(z.string(), z.unknown()),
        result: linkedResult.optional(),
      }),
    )
    .min(1)
    .max(24),
  comparison: z.object({ title: z.string().max(200), tests: pairedTests.nullable() }).optional(),
});

export interface LinkedRun {
  name: string;
  spec: ExperimentSpec;
  result: LinkedResult | null;
}

/** Makes the runs of a link the variants of a comparison. */
export interface LinkedComparison {
  title: string;
  /** What the sender's test found, by places among the runs; null before it. */
  tests: PairedTests | null;
}

export interface ReadLink {
  runs: (LinkedRun & { problems: SpecProblem[] })[];
  comparison: LinkedComparison | null;
}

/** Rounds to six significant digits: enough to draw and to compare, a third of the length. */
const rounded = (values: Metrics): Metrics =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, v]) => Number.isFinite(v))
      .map(([key, v]) => [key, Number(v.toPrecision(6))]),
  );

/** The hash part of a link, from `#` on. */
export function writeLink(
  runs: LinkedRun[],
  catalog: Catalog,
  comparison: LinkedComparison | null = null,
): string {
  const json = JSON.stringify({
    v: linkVersion,
    ...(comparison && { comparison }),
    runs: runs.map(({ name, spec, result }) => ({
      name,
      spec: minimalOverrides(spec, catalog),
      ...(result && {
        result: {
          ...result,
          epochs: result.epochs.map((e) => ({
            ...e,
            loss: Number(e.loss.toPrecision(9)),
            metrics: rounded(e.metrics),
          })),
          test: result.test && rounded(result.test),
        },
      }),
    })),
  });
  return hashPrefix + toBase64Url(deflateSync(strToU8(json), { level: 9 }));
}

/** True when the address carries an experiment. */
export function hasLink(hash: string): boolean {
  return hash.startsWith(hashPrefix);
}

/**
 * Reads the hash part of a link. Values out of range fall back to their defaults and are listed as problems.
 * @throws AppError `bad-link` when nothing can be made of it.
 */
export function readLink(hash: string, catalog: Catalog): ReadLink {
  const broken = (why: string) =>
    new AppError(
      'bad-link',
      `This link cannot be read: ${why}.`,
      'Ask for it again, or start from the defaults. Some programs cut long links at a line end.',
    );
  if (!hasLink(hash)) throw broken('it carries no experiment');
  if (hash.length > maxLinkChars) throw broken(`it is longer than ${maxLinkChars / 1024} KiB`);
  let json: unknown;
  try {
    json = JSON.parse(strFromU8(inflateBounded(fromBase64Url(hash.slice(hashPrefix.length)))));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw broken('it is damaged or was cut off');
  }
  const version = typeof json === 'object' && json !== null && 'v' in json ? json.v : undefined;
  if (typeof version === 'number' && version > linkVersion)
    throw new AppError(
      'bad-link',
      `This link was made by a newer version of the page (format ${version}).`,
      'Reload the page to get the newest version.',
    );
  const read = payload.safeParse(json);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    throw broken(`${issue.path.join('.') || 'its content'}: ${issue.message}`);
  }
  const { v, runs, comparison } = read.data;
  const { best, tests } = comparison?.tests ?? { best: 0, tests: [] };
  if ([best, ...tests.map(({ variant }) => variant)].some((place) => place >= runs.length))
    throw broken('its comparison names a run that it does not hold');
  return {
    runs: runs.map(({ name, spec, result }) => ({
      name,
      result: result ?? null,
      ...readSpec({ v, ...spec }, catalog),
    })),
    comparison: comparison ?? null,
  };
}

function inflateBounded(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const inflate = new Inflate((chunk, final) => {
    size += chunk.length;
    if (size > maxJsonBytes)
      throw new AppError(
        'bad-link',
        'This link unpacks to more than 4 MiB.',
        'It was not made by this page; do not trust it.',
      );
    chunks.push(chunk);
    ended = final;
  });
  // In slices, so that a small bomb is stopped before it is unpacked whole.
  for (let at = 0; at < bytes.length; at += 1024)
    inflate.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
  if (!ended) throw new Error('cut off');
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
