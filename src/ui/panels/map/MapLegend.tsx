/** The groups of the map: what marks each, how many items it has, and whether it is shown. */
import { Button, Group, Text } from '@mantine/core';
import type { ChartTheme } from '../../charts/chartSettings';
import { palettes } from '../../charts/palette';
import { colorOf, markerPath } from '../../charts/series';
import type { GenreClass } from './genreClasses';
import classes from './Map.module.css';
import { lookOrNone } from './stamps';

interface MapLegendProps {
  genres: readonly GenreClass[];
  shown: readonly boolean[];
  onShown: (shown: boolean[]) => void;
  theme: ChartTheme;
}

export function MapLegend({ genres, shown, onShown, theme }: MapLegendProps) {
  const all = (value: boolean) => onShown(genres.map(() => value));
  return (
    <section aria-label="First genre">
      <Group justify="space-between" gap="xs" mb={4}>
        <Text component="h3" fw={600} m={0}>
          First genre
        </Text>
        <Button.Group>
          <Button
            size="compact-xs"
            variant="default"
            disabled={!shown.includes(false)}
            onClick={() => all(true)}
          >
            All
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={!shown.includes(true)}
            onClick={() => all(false)}
          >
            None
          </Button>
        </Button.Group>
      </Group>
      <ul className={classes.legend}>
        {genres.map(({ name, count, look }, place) => (
          <li key={name}>
            <button
              type="button"
              className={classes.genre}
              aria-pressed={shown[place]}
              onClick={() => onShown(shown.map((is, other) => (other === place ? !is : is)))}
            >
              <svg width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true">
                <path
                  d={markerPath(lookOrNone(look), 4.5)}
                  fill={look ? colorOf(look, theme) : palettes[theme].muted}
                />
              </svg>
              {name}
              <span className={classes.count}>{count.toLocaleString('en')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
