/** The look of the page as a Mantine theme: one accent, system type, and a projector variant that reads from afar. */
import {
  createTheme,
  mergeThemeOverrides,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e8f5f5',
  '#d2e9ea',
  '#a4d3d5',
  '#72bcc0',
  '#4aa8ad',
  '#27949a',
  '#107f86',
  '#0b666d',
  '#08535a',
  '#053f45',
];

/** Slightly blue greys, darkest last: surfaces of the dark theme. */
const dark: MantineColorsTuple = [
  '#d5d9de',
  '#b4bac2',
  '#98a0aa',
  '#6c757f',
  '#434b55',
  '#333a43',
  '#262c34',
  '#191e24',
  '#12161b',
  '#0b0e12',
];

const systemFont =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';

export const instrumentTheme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, dark },
  fontFamily: systemFont,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontFamily: systemFont,
    fontWeight: '600',
    sizes: { h1: { fontSize: '1rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  defaultRadius: 'sm',
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Tooltip: {
      defaultProps: {
        multiline: true,
        maw: 320,
        openDelay: 200,
        events: { hover: true, focus: true, touch: true },
      },
    },
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});

/** At least 18 px everywhere: the root is 20 px, and the smallest size of type 0.9 rem. */
export const projectorTheme = mergeThemeOverrides(
  instrumentTheme,
  createTheme({
    fontSizes: { xs: '0.9rem', sm: '0.95rem', md: '1rem', lg: '1.1rem', xl: '1.25rem' },
    headings: { sizes: { h1: { fontSize: '1.1rem' }, h2: { fontSize: '1.1rem' }, h3: { fontSize: '1rem' } } },
    primaryShade: { light: 8, dark: 6 },
    black: '#000000',
  }),
);

/** Greys and reds that keep 4.5 : 1 against their surfaces; Mantine's own do not. */
export const resolveVariables =
  (projector: boolean): CSSVariablesResolver =>
  () => ({
    variables: {},
    light: {
      '--mantine-color-body': '#ffffff',
      '--mantine-color-dimmed': projector ? '#1f2429' : '#586069',
      '--mantine-color-placeholder': '#646c75',
      '--mantine-color-error': '#b3261e',
      '--page-rail': projector ? '#ffffff' : '#f6f8f9',
      '--page-line': projector ? '#6b737b' : '#dde2e6',
      '--page-accent': '#0b666d',
      '--page-good': '#1b6e3c',
      '--page-warn': '#8a5300',
    },
    dark: {
      '--mantine-color-body': '#12161b',
      '--mantine-color-dimmed': '#a3acb6',
      '--mantine-color-placeholder': '#98a0aa',
      '--mantine-color-error': '#ff9c94',
      '--page-rail': '#171b21',
      '--page-line': '#2d343d',
      '--page-accent': '#4aa8ad',
      '--page-good': '#6fd398',
      '--page-warn': '#f0b95c',
    },
  });
