import { describe, expect, it } from 'vitest';
import { isSoftwareAdapter } from './softwareAdapter';

describe('isSoftwareAdapter', () => {
  it('knows a processor that stands in for a GPU by its flag or its name', () => {
    expect(isSoftwareAdapter({ isFallbackAdapter: true, vendor: 'acme' })).toBe(true);
    expect(isSoftwareAdapter({ vendor: 'google', architecture: 'swiftshader' })).toBe(true);
    expect(isSoftwareAdapter({ vendor: 'mesa', description: 'llvmpipe (LLVM 19.1, 256 bits)' })).toBe(true);
    expect(isSoftwareAdapter({ description: 'Microsoft Basic Render Driver' })).toBe(true);
  });

  it('takes all others for a GPU, even where the browser says nothing', () => {
    expect(isSoftwareAdapter({ isFallbackAdapter: false, vendor: 'nvidia', architecture: 'hopper' })).toBe(
      false,
    );
    expect(isSoftwareAdapter({})).toBe(false);
    expect(isSoftwareAdapter(undefined)).toBe(false);
  });
});
