import { defineConfig } from '@playwright/test';
import { chromiumSwitches, findChromium } from './cli/findChromium.mjs';

const executablePath = findChromium();

export default defineConfig({
  // Two cores: a second browser would only disturb the times that are measured.
  workers: 1,
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
    { name: 'gpu', testDir: 'e2e/gpu' },
    { name: 'app', testDir: 'e2e', testIgnore: 'gpu/**' },
  ],
});
