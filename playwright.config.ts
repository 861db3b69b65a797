import { defineConfig } from '@playwright/test';
import { chromiumSwitches, findChromium } from './cli/findChromium.mjs';

/** Tests that measure times: beside another browser they would measure that. */
const timed = /@timed/;

const executablePath = findChromium();

export default defineConfig({
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: '.cache/test-results',
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    browserName: 'chromium',
    trace: 'off',
    actionTimeout: 10_000,
    viewport: { width: 1400, height: 900 },
    launchOptions: { args: chromiumSwitches(), ...(executablePath && { executablePath }) },
  },
  projects: [
    { name: 'gpu', testDir: 'e2e/gpu', fullyParallel: true },
    { name: 'app', testDir: 'e2e', testIgnore: 'gpu/**', grepInvert: timed, fullyParallel: true },
    { name: 'timed', testDir: 'e2e', testIgnore: 'gpu/**', grep: timed },
  ],
});
