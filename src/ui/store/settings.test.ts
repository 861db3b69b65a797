import { describe, expect, it } from 'vitest';
import { nextTheme, readSettings, themes, writeSettings } from './settings';

describe('readSettings', () => {
  it('keeps what it understands and drops the rest', () => {
    const stored = JSON.stringify({ theme: 'dark', backend: 'abacus', charts: { smoothing: 7, logY: true } });
    const settings = readSettings(stored, '');
    expect(settings.theme).toBe('dark');
    expect(settings.backend).toBeNull();
    expect(settings.charts).toMatchObject({ smoothing: 0, logY: true });
  });

  it.each(['', 'null', '[', '"text"', '{"charts":null}'])('stands damaged storage: %s', (stored) => {
    expect(readSettings(stored, '').theme).toBe('system');
  });

  it('lets the address force a backend', () => {
    expect(readSettings('{"backend":"webgpu"}', '?backend=wasm').backend).toBe('wasm');
    expect(readSettings('{"backend":"webgpu"}', '?backend=x').backend).toBe('webgpu');
  });
});

describe('writeSettings', () => {
  it('is read back as it was', () => {
    const settings = readSettings('{"theme":"dark","backend":"cpu","shortcuts":false,"rail":false}', '');
    expect(settings.rail).toBe(false);
    expect(settings.shortcuts).toBe(false);
    expect(readSettings(writeSettings(settings), '')).toEqual(settings);
  });

  it('does not keep a backend that only the address asked for', () => {
    const visit = readSettings(null, '?backend=cpu');
    expect(readSettings(writeSettings(visit), '').backend).toBeNull();
  });
});

describe('nextTheme', () => {
  it('comes round to where it began', () => {
    expect(themes.reduce((theme) => nextTheme(theme), themes[0])).toBe(themes[0]);
  });
});
