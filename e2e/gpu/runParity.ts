/**
 * `npm run parity -- [--browser firefox|chromium] [KIND ...]`: the checks of a GPU in another browser, on the driver that
 * it finds: counts per kind, what differs, and a failure when anything does.
 */
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { chromiumSwitches, findChromium } from '../../cli/findChromium.mjs';
import { openGpuSite } from './gpuSite';
import { parityKinds } from './parityKinds';

/** A kind of checks that takes longer has hung. */
const longest = 300_000;

const browsers = {
  firefox: () => ({
    browser: 'firefox' as const,
    executablePath:
      process.env['FIREFOX'] ??
      ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'].find(
        existsSync,
      ),
    extraPrefsFirefox: {
      'dom.webgpu.enabled': true,
      'dom.webgpu.workers.enabled': true,
      'gfx.webgpu.ignore-blocklist': true,
    },
  }),
  chromium: () => ({
    browser: 'chrome' as const,
    executablePath: findChromium() ?? undefined,
    args: chromiumSwitches(),
  }),
};

const { values, positionals } = parseArgs({
  options: { browser: { type: 'string', default: 'chromium' } },
  allowPositionals: true,
});
const name = values.browser;
if (name !== 'firefox' && name !== 'chromium')
  throw new Error(`--browser ${name}: there are ${Object.keys(browsers).join(' and ')}.`);
const strange = positionals.find((asked) => parityKinds.every(({ kind }) => kind !== asked));
if (strange !== undefined)
  throw new Error(
    `There are no ${strange} checks; there are ${parityKinds.map(({ kind }) => kind).join(', ')}.`,
  );
const { executablePath, ...options } = browsers[name]();
if (executablePath === undefined)
  throw new Error(`There is no ${name}: install it, or set ${name.toUpperCase()} to its path.`);

const site = await openGpuSite(`parity-page-${name}`);
try {
  const browser = await puppeteer.launch({ ...options, executablePath, protocolTimeout: longest });
  try {
    console.log(await browser.version());
    const page = await browser.newPage();
    await page.goto(site.url);
    for (const { kind, part, moreThan } of parityKinds) {
      if (positionals.length > 0 && !positionals.includes(kind)) continue;
      const started = Date.now();
      const results = await page.evaluate((check) => window.gpuChecks[check](), part);
      const failed = results.filter(({ passed }) => !passed);
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(`${kind}: ${results.length - failed.length} of ${results.length} passed, ${seconds} s`);
      for (const { name: check, detail } of failed) console.log(`  DIFFERENT  ${check} (${detail})`);
      if (failed.length > 0 || results.length <= moreThan) process.exitCode = 1;
    }
  } finally {
    await browser.close();
  }
} finally {
  await site.close();
}
