/** A map that is ready: the picture or its table, the legend, and the films nearest to the chosen one. */
import { useEffect, useMemo, useState } from 'react';
import type { ItemMap, NearItem } from '../../../protocol/mapService';
import type { ChartTheme } from '../../charts/chartSettings';
import { palettes } from '../../charts/palette';
import { nearestItems, type OpenedVectors } from '../../store/map';
import { genreClasses } from './genreClasses';
import { itemGenres, itemName } from './itemWords';
import classes from './Map.module.css';
import { MapCanvas } from './MapCanvas';
import { MapLegend } from './MapLegend';
import { MapTable } from './MapTable';
import type { MapContent } from './mapView';
import { NearestItems } from './NearestItems';
import { makeStamps } from './stamps';

interface ItemMapViewProps {
  opened: OpenedVectors;
  map: ItemMap;
  theme: ChartTheme;
  asTable: boolean;
  selected: number | null;
  onSelect: (item: number | null) => void;
  /** The item to bring into the middle, whenever it is another object. */
  sought: { item: number } | null;
}

const neighbours = 10;
/** With more points, markers are smaller. */
const manyPoints = 1500;

export function ItemMapView({ opened, map, theme, asTable, selected, onSelect, sought }: ItemMapViewProps) {
  const { columns, vectors } = opened;
  const { classes: genres, classOf } = useMemo(
    () => genreClasses(map.items, columns.itemInfo),
    [map, columns],
  );
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const shown = useMemo(() => genres.map(({ name }) => !hidden.includes(name)), [genres, hidden]);
  const near = useNearest(opened, selected);
  const pointOf = useMemo(() => new Map(Array.from(map.items, (item, point) => [item, point])), [map]);
  const makeMarkers = useMemo<MapContent['makeStamps']>(
    () => (radius, ratio) => makeStamps(genres, theme, radius, ratio),
    [genres, theme],
  );
  const content = useMemo((): MapContent => {
    const { markerSize } = palettes[theme];
    return {
      scene: {
        x: map.x,
        y: map.y,
        classOf,
        shown,
        selected: selected === null ? null : pointOf.get(selected)!,
        near: near.map(({ item }) => pointOf.get(item)!),
        labelOf: (point) => itemName(columns, map.items[point]!),
      },
      ink: palettes[theme],
      radius: map.items.length > manyPoints ? markerSize * 0.8 : markerSize,
      makeStamps: makeMarkers,
    };
  }, [map, columns, classOf, shown, selected, near, pointOf, theme, makeMarkers]);
  const focus = useMemo(() => sought && { point: pointOf.get(sought.item)! }, [sought, pointOf]);
  const points = useMemo(
    () => [...map.items.keys()].filter((point) => shown[classOf[point]!]),
    [map, shown, classOf],
  );
  const method = map.projection.method === 'pca' ? 'PCA' : 'UMAP';
  return (
    <div className={classes.container}>
      <div className={classes.columns}>
        {asTable ? (
          <MapTable columns={columns} map={map} points={points} onSelect={onSelect} />
        ) : (
          <MapCanvas
            content={content}
            label={`Map of ${map.items.length} films by ${method}, vectors of ${vectors.source}`}
            axes={axesOf(map)}
            wordsOf={(point) => {
              const item = map.items[point]!;
              return { name: itemName(columns, item), below: itemGenres(columns, item) };
            }}
            onChoose={(point) => onSelect(point === null ? null : map.items[point]!)}
            focus={focus}
          />
        )}
        <div className={classes.near}>
          <NearestItems columns={columns} selected={selected} near={near} onSelect={onSelect} />
        </div>
        <MapLegend
          genres={genres}
          shown={shown}
          theme={theme}
          onShown={(next) => setHidden(genres.filter((_, i) => !next[i]).map(({ name }) => name))}
        />
      </div>
    </div>
  );
}

const none: readonly NearItem[] = [];

/** The items nearest to the chosen one; none until the answer is there. */
function useNearest(opened: OpenedVectors, selected: number | null): readonly NearItem[] {
  const [answer, setAnswer] = useState<{ opened: OpenedVectors; item: number; near: NearItem[] } | null>(
    null,
  );
  useEffect(() => {
    if (selected === null) return;
    let wanted = true;
    void nearestItems(selected, neighbours).then((near) => {
      if (wanted) setAnswer({ opened, item: selected, near });
    });
    return () => {
      wanted = false;
    };
  }, [opened, selected]);
  return answer?.opened === opened && answer.item === selected ? answer.near : none;
}

function axesOf({ explained }: ItemMap): { across: string; up: string } | null {
  if (!explained) return null;
  const share = (value: number): string => `${(100 * value).toFixed(1)} % of variance`;
  return {
    across: `First component, ${share(explained[0])}`,
    up: `Second component, ${share(explained[1])}`,
  };
}
