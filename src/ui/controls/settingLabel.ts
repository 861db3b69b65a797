/** What a setting is called in the forms, from its dot path. */
import { findEntry, type Catalog } from '../../protocol/catalog';
import { choicesOf } from '../../protocol/completeSpec';
import type { ExperimentSpec } from '../../protocol/spec';
import { specTitle } from './specFields';

/**
 * "Batch size"; a parameter of a choice with the entry that it belongs to: "Neighbours (Item-kNN)".
 * @param specs those that may have the setting: a parameter is known by the entry that one of them chose
 */
export function settingLabel(path: string, specs: readonly ExperimentSpec[], catalog: Catalog): string {
  for (const { path: owner, registry, choice } of specs.flatMap(choicesOf)) {
    if (path === `${owner}.id`) return specTitle(owner) ?? owner;
    if (!path.startsWith(`${owner}.params.`)) continue;
    const entry = findEntry(catalog, registry, choice.id);
    const title = entry?.params[path.slice(`${owner}.params.`.length)]?.title;
    if (entry && title !== undefined) return `${title} (${entry.label})`;
  }
  return specTitle(path) ?? path;
}
