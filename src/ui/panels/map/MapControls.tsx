/** What the map shows and how: whose vectors, by which method. */
import { Button, Group, Input, NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { umapLimits, type Projection } from '../../../protocol/mapService';
import type { SourceOption } from './sources';

export interface MapSettings {
  method: Projection['method'];
  neighbours: number;
  minDist: number;
}

export const defaultSettings: MapSettings = { method: 'pca', neighbours: 15, minDist: 0.1 };

/** Decides the random choices of UMAP: the same vectors give the same picture. */
const seed = 1;

export const projectionOf = ({ method, neighbours, minDist }: MapSettings): Projection =>
  method === 'pca' ? { method } : { method, neighbours, minDist, seed };

interface MapControlsProps {
  options: readonly SourceOption[];
  chosen: SourceOption;
  onChoose: (key: string) => void;
  settings: MapSettings;
  onSettings: (settings: MapSettings) => void;
  onShow: () => void;
}

export function MapControls({ options, chosen, onChoose, settings, onSettings, onShow }: MapControlsProps) {
  const { method, neighbours, minDist } = settings;
  return (
    <Group align="flex-end" gap="xs">
      <NativeSelect
        label="Vectors"
        w={{ base: '100%', xs: 260 }}
        value={chosen.key}
        onChange={(event) => onChoose(event.currentTarget.value)}
        data={options.map(({ key, label }) => ({ value: key, label }))}
      />
      <div>
        <Input.Label component="div" id="map-method">
          Method
        </Input.Label>
        <SegmentedControl
          display="flex"
          aria-labelledby="map-method"
          value={method}
          onChange={(value) => onSettings({ ...settings, method: value === 'umap' ? 'umap' : 'pca' })}
          data={[
            { value: 'pca', label: 'PCA' },
            { value: 'umap', label: 'UMAP' },
          ]}
        />
      </div>
      {method === 'umap' && (
        <>
          <NumberInput
            label="Neighbours"
            w={104}
            allowDecimal={false}
            {...umapLimits.neighbours}
            value={neighbours}
            onChange={(value) =>
              onSettings({ ...settings, neighbours: inRange(value, umapLimits.neighbours, neighbours) })
            }
          />
          <NumberInput
            label="Least distance"
            w={136}
            step={0.05}
            decimalScale={3}
            {...umapLimits.minDist}
            value={minDist}
            onChange={(value) =>
              onSettings({ ...settings, minDist: inRange(value, umapLimits.minDist, minDist) })
            }
          />
        </>
      )}
      <Button onClick={onShow}>Show the map</Button>
    </Group>
  );
}

/** What is typed counts once it is a number in range. */
function inRange(typed: number | string, { min, max }: { min: number; max: number }, before: number): number {
  const value = typed === '' ? NaN : Number(typed);
  return value >= min && value <= max ? value : before;
}
