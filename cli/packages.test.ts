import { describe, expect, it } from 'vitest';
import { isInstalled } from './packages.mjs';

describe('isInstalled', () => {
  const wanted = {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.2.3' },
    'node_modules/for-macs': { version: '2.0.0', optional: true },
  };

  it('is false when nothing is installed', () => {
    expect(isInstalled(wanted, {})).toBe(false);
  });

  it('does not ask for optional packages', () => {
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.2.3' } })).toBe(true);
  });

  it('is false when a package has another version', () => {
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.2.4' } })).toBe(false);
  });
});
