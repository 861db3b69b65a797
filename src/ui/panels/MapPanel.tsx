/** The map: films placed by what a model has learned of them. */
import { Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ItemMap } from '../../protocol/mapService';
import { ErrorMessage } from '../controls/ErrorMessage';
import { useDatasets } from '../store/datasets';
import { listKept, useKeptVectors } from '../store/keptVectors';
import { isSame, showMap, useMap, type OpenedVectors } from '../store/map';
import { useRuns } from '../store/runs';
import { useShownTheme } from '../store/shownTheme';
import { useTraining } from '../store/training';
import { ItemMapView } from './map/ItemMapView';
import { MapActions } from './map/MapActions';
import { defaultSettings, MapControls, projectionOf, type MapSettings } from './map/MapControls';
import { MapSearch } from './map/MapSearch';
import { MapStatus } from './map/MapStatus';
import { emptyWords, sourceOptions } from './map/sources';

/** The film that was chosen, and in which map. */
interface Choice {
  opened: OpenedVectors;
  map: ItemMap;
  item: number | null;
  /** Set when it was found by name, and is to be brought into the middle. */
  sought: { item: number } | null;
}

export default function MapPanel() {
  const { opened, map, progress, error } = useMap();
  const kept = useKeptVectors((state) => state.kept);
  const theme = useShownTheme();
  const fingerprint = useDatasets(({ current }) => current?.fingerprint ?? null);
  const inspectedId = useTraining(({ inspect }) => inspect?.runId ?? null);
  const run = useRuns(({ runs }) => runs.find(({ id }) => id === inspectedId) ?? null);
  const [key, setKey] = useState<string | null>(null);
  const [settings, setSettings] = useState(defaultSettings);
  const [asTable, setAsTable] = useState(false);
  const [choice, setChoice] = useState<Choice | null>(null);
  useEffect(() => void listKept(fingerprint), [fingerprint]);

  const options = sourceOptions(run, fingerprint, kept);
  const chosen =
    options.find((option) => option.key === key) ??
    options.find(({ source }) => opened && isSame(source, opened.source)) ??
    options[0];
  const show = (next: MapSettings): void => {
    if (chosen) void showMap(chosen.source, projectionOf(next));
  };
  const onSettings = (next: MapSettings): void => {
    setSettings(next);
    // Components take no time worth a second click.
    if (map && next.method === 'pca' && settings.method !== 'pca') show(next);
  };
  const isReady = opened !== null && map !== null;
  // Other vectors have other films; another map of the same is first shown whole.
  const selected = choice?.opened === opened ? choice!.item : null;
  const sought = choice?.map === map ? choice!.sought : null;
  const select = (item: number | null, seek: boolean): void => {
    if (isReady) setChoice({ opened, map, item, sought: seek && item !== null ? { item } : null });
  };
  return (
    <Stack gap="xs">
      {chosen ? (
        <MapControls
          options={options}
          chosen={chosen}
          onChoose={setKey}
          settings={settings}
          onSettings={onSettings}
          onShow={() => show(settings)}
        />
      ) : (
        !isReady && (
          <Text c="dimmed" ta="center" p="xl">
            {emptyWords(run)}
          </Text>
        )
      )}
      {(chosen || isReady) && <MapStatus opened={opened} map={map} progress={progress} />}
      {error && <ErrorMessage error={error} />}
      {isReady ? (
        <>
          <Group align="flex-end" justify="space-between" gap="xs">
            <MapSearch
              columns={opened.columns}
              items={map.items}
              selected={selected}
              onSelect={(item) => select(item, true)}
            />
            <MapActions opened={opened} kept={kept} asTable={asTable} onTable={setAsTable} />
          </Group>
          <ItemMapView
            opened={opened}
            map={map}
            theme={theme}
            asTable={asTable}
            selected={selected}
            onSelect={(item) => select(item, false)}
            sought={sought}
          />
        </>
      ) : (
        chosen &&
        !progress &&
        !error && (
          <Text c="dimmed" ta="center" p="xl">
            Each film is a point, and films that the model takes to be alike lie close together. Press “Show
            the map”.
          </Text>
        )
      )}
    </Stack>
  );
}
