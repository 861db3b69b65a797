/** What the benchmark shall run, and on what. */
import { Checkbox, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { contenders, shippedIds, type ShippedId } from '../../../../bench/contenders/catalog';
import { workloadIds, workloads, type WorkloadId } from '../../../../bench/workloads/catalog';
import type { BenchmarkChoice } from '../../store/benchmark';

const roundCounts = [1, 3, 5];

interface ChoiceFormProps {
  choice: BenchmarkChoice;
  onChoice: (choice: BenchmarkChoice) => void;
  withGpu: boolean;
  disabled: boolean;
}

export function ChoiceForm({ choice, onChoice, withGpu, disabled }: ChoiceFormProps) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <Checkbox.Group
        label="What to compute"
        value={[...choice.workloads]}
        onChange={(ids) =>
          onChoice({ ...choice, workloads: workloadIds.filter((id) => (ids as WorkloadId[]).includes(id)) })
        }
      >
        <Stack gap={6} mt={4}>
          {workloadIds.map((id) => (
            <Checkbox
              key={id}
              size="xs"
              value={id}
              disabled={disabled}
              label={workloads[id].label}
              description={workloads[id].about}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Stack gap="sm">
        <Checkbox.Group
          label="With which program"
          value={[...choice.contenders]}
          onChange={(ids) =>
            onChoice({ ...choice, contenders: shippedIds.filter((id) => (ids as ShippedId[]).includes(id)) })
          }
        >
          <Stack gap={6} mt={4}>
            {shippedIds.map((id) => (
              <Checkbox
                key={id}
                size="xs"
                value={id}
                disabled={disabled || (contenders[id].onGpu && !withGpu)}
                label={contenders[id].label}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <div>
          <Text size="sm" fw={500} id="benchmark-rounds">
            Rounds
          </Text>
          <Text size="xs" c="dimmed" mb={4}>
            Of one second each. The median counts.
          </Text>
          <SegmentedControl
            size="xs"
            aria-labelledby="benchmark-rounds"
            disabled={disabled}
            value={String(choice.rounds)}
            onChange={(rounds) => onChoice({ ...choice, rounds: Number(rounds) })}
            data={roundCounts.map(String)}
          />
        </div>
      </Stack>
    </SimpleGrid>
  );
}
