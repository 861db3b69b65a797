/**
 * Measures items held out whole apart from the others: cold items are ranked among cold items alone, warm ones among
 * warm ones alone, as Wei et al. (CLCRec, ACM MM 2021) do. A ranking of both together would say little of cold items,
 * as nearly every model ranks what it never saw below what it did.
 */
import { itemGroups, metricKey, parseMetricKey, type ItemGroup, type MetricKey } from '../protocol/metricKey';
import type { AtK, EvaluationResult, Metrics } from '../protocol/events';
import type { Candidates } from './candidates/candidateRule';
import { createEvaluator, type Evaluator, type EvaluatorOptions } from './evaluator';

/** Of each group the items that make it up, [numItems] flags; a part may have only one of them. */
export type GroupFlags = Partial<Readonly<Record<ItemGroup, Uint8Array>>>;

export interface GroupedEvaluatorOptions extends Omit<EvaluatorOptions, 'among' | 'candidates'> {
  groups: GroupFlags;
  /** The candidates of a group, given its items. */
  candidatesAmong(among: Uint8Array): Candidates;
}

/**
 * Every metric asked for is measured on each group, and reported as `m/cold` and `m/warm`; a key that names a group
 * asks for the same. Users are those with held-out items in any group.
 * @throws AppError `bad-spec` for a metric that does not exist.
 */
export function groupedEvaluator(options: GroupedEvaluatorOptions): Evaluator {
  const { groups, candidatesAmong, metrics, perUser, ...shared } = options;
  const watched = perUser === undefined ? null : groupOf(perUser);
  const asked = [...new Set(metrics.map(withoutGroup))];
  const parts = itemGroups.flatMap((group) => {
    const among = groups[group];
    if (!among) return [];
    const evaluator = createEvaluator({
      ...shared,
      among,
      candidates: candidatesAmong(among),
      metrics: asked,
      ...(watched === group && { perUser: withoutGroup(perUser!) }),
    });
    return [{ group, evaluator }];
  });
  const users = Int32Array.from(new Set(parts.flatMap(({ evaluator }) => [...evaluator.users]))).sort();
  const total = parts.reduce((sum, { evaluator }) => sum + evaluator.users.length, 0);
  const numUsers = shared.dataset.numUsers;
  const hasUser = ({ evaluator }: (typeof parts)[number], user: number): boolean =>
    evaluator.users.includes(user);

  return {
    users,

    async evaluate(scorer, pace, onProgress) {
      const results: { group: ItemGroup; result: EvaluationResult }[] = [];
      let before = 0;
      for (const { group, evaluator } of parts) {
        const result = await evaluator.evaluate(scorer, pace, (done) => onProgress?.(before + done, total));
        before += evaluator.users.length;
        results.push({ group, result });
      }
      const unitValues = results.find(({ group }) => group === watched)?.result.unitValues;
      return {
        metrics: sideBySide(results.map(({ group, result }) => inGroup(result.metrics, group))),
        atK: sideBySide(results.map(({ group, result }) => inGroup(result.atK, group))),
        users: users.length,
        skippedUsers: numUsers - users.length,
        ...(unitValues && { unitValues: { ...unitValues, metric: perUser! } }),
      };
    },

    /** Of the watched group, or of the other where the user has held-out items only there. */
    async inspect(scorer, user, k) {
      const ordered = [...parts].sort((a, b) => Number(b.group === watched) - Number(a.group === watched));
      const { group, evaluator } = ordered.find((part) => hasUser(part, user)) ?? ordered[0]!;
      const view = await evaluator.inspect(scorer, user, k);
      return { ...view, metrics: inGroup(view.metrics, group), atK: inGroup(view.atK, group) };
    },
  };
}

const groupOf = (key: MetricKey): ItemGroup | null => parseMetricKey(key)?.group ?? null;

/** "recall@20" of "recall@20/cold". What is no key stays, to be named where it is read. */
function withoutGroup(key: MetricKey): MetricKey {
  const parsed = parseMetricKey(key);
  return parsed ? metricKey(parsed.id, parsed.k) : key;
}

/** With the group in every key; metric ids, as over k, take it in the same way. */
function inGroup<T extends Metrics | AtK>(values: T, group: ItemGroup): T {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${key}/${group}`, value])) as T;
}

/** All in one, each metric of one group beside that of the other. */
function sideBySide<T extends Metrics | AtK>(groups: readonly T[]): T {
  const metrics = [...new Set(groups.flatMap((values) => Object.keys(values).map(withoutGroup)))];
  const merged = Object.assign({}, ...groups) as T;
  const keys = metrics.flatMap((metric) => itemGroups.map((group) => `${metric}/${group}`));
  return Object.fromEntries(keys.filter((key) => key in merged).map((key) => [key, merged[key]])) as T;
}
