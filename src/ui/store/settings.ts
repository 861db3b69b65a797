/** How the page looks and where it trains: kept in localStorage, no part of an experiment. */
import { createStore } from './createStore';
import type { Backend } from '../../protocol/events';
import { parseMetricKey } from '../../protocol/metricKey';
import { defaultChartSettings, type ChartSettings } from '../charts/chartSettings';

export const themes = ['system', 'light', 'dark', 'projector'] as const;
export type Theme = (typeof themes)[number];

interface Settings {
  theme: Theme;
  charts: ChartSettings;
  /** Single keys do what `shortcutKeys` says. */
  shortcuts: boolean;
  /** Whether the experiment stands beside the results; on narrow screens it is a tab whatever this says. */
  rail: boolean;
  /** Null: the best there is. */
  backend: Backend | null;
  /** The address asks for the backend: for this visit only, so that it is not kept. */
  backendFromAddress: boolean;
}

interface SettingsState extends Settings {
  setTheme(theme: Theme): void;
  setCharts(charts: ChartSettings): void;
  setBackend(backend: Backend | null): void;
  setShortcuts(shortcuts: boolean): void;
  setRail(rail: boolean): void;
}

const storageKey = 'recommender-playground-settings';
export const backends: readonly Backend[] = ['webgpu', 'wasm', 'cpu'];

const defaults: Settings = {
  theme: 'system',
  charts: defaultChartSettings,
  shortcuts: true,
  rail: true,
  backend: null,
  backendFromAddress: false,
};

/**
 * Settings from stored text, and the backend forced by the address (`?backend=wasm`). Anything not understood
 * is left at its default.
 */
export function readSettings(stored: string | null, search: string): Settings {
  const forced = backends.find((name) => name === new URLSearchParams(search).get('backend'));
  const settings = structuredClone(defaults);
  try {
    const kept = JSON.parse(stored ?? '{}') as Partial<Settings> | null;
    if (kept?.theme && themes.includes(kept.theme)) settings.theme = kept.theme;
    if (kept?.backend && backends.includes(kept.backend)) settings.backend = kept.backend;
    if (typeof kept?.shortcuts === 'boolean') settings.shortcuts = kept.shortcuts;
    if (typeof kept?.rail === 'boolean') settings.rail = kept.rail;
    const charts: Partial<ChartSettings> = kept?.charts ?? {};
    if (typeof charts.smoothing === 'number' && charts.smoothing >= 0 && charts.smoothing < 1)
      settings.charts.smoothing = charts.smoothing;
    if (typeof charts.logX === 'boolean') settings.charts.logX = charts.logX;
    if (typeof charts.logY === 'boolean') settings.charts.logY = charts.logY;
    if (charts.xAxis === 'time') settings.charts.xAxis = 'time';
    if (Array.isArray(charts.metrics))
      settings.charts.metrics = charts.metrics.filter(
        (key) => typeof key === 'string' && parseMetricKey(key),
      );
  } catch {
    // Damaged storage: the defaults stand.
  }
  return forced ? { ...settings, backend: forced, backendFromAddress: true } : settings;
}

/** What is kept of the settings. */
export function writeSettings({
  theme,
  charts,
  shortcuts,
  rail,
  backend,
  backendFromAddress,
}: Settings): string {
  return JSON.stringify({ theme, charts, shortcuts, rail, ...(!backendFromAddress && { backend }) });
}

const storedText = (): string | null => {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // Storage is denied to some frames and private windows; settings then last until the page closes.
    return null;
  }
};

export const useSettings = createStore<SettingsState>((set) => ({
  ...(typeof window === 'undefined'
    ? structuredClone(defaults)
    : readSettings(storedText(), location.search)),
  setTheme: (theme) => set({ theme }),
  setCharts: (charts) => set({ charts }),
  setBackend: (backend) => set({ backend, backendFromAddress: false }),
  setShortcuts: (shortcuts) => set({ shortcuts }),
  setRail: (rail) => set({ rail }),
}));

useSettings.subscribe((settings) => {
  try {
    localStorage.setItem(storageKey, writeSettings(settings));
  } catch {
    // As above: nothing to keep them in.
  }
});

/** The next theme in the cycle of the T key. */
export const nextTheme = (theme: Theme): Theme => themes[(themes.indexOf(theme) + 1) % themes.length]!;
