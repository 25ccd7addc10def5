import { z } from 'zod';
import type { Plugin } from './plugin';
import { reference, type Reference } from './reference';

/** Where the terms of a plugin's retention rules are kept. */
export const retentionReferenceId = (pluginId: string) => `${pluginId}.retention`;

const known = new WeakMap<Plugin, Reference>();

/** The terms of a plugin's retention rules as versioned norms; undefined when it has none. */
export function retentionTerms(plugin: Plugin): Reference | undefined {
  const { retention, id, title, titleEn = title } = plugin;
  if (!retention?.length) return undefined;
  const made =
    known.get(plugin)
    ?? reference({
      id: retentionReferenceId(id),
      title: `Сроки хранения: ${title}`,
      titleEn: `Terms of keeping: ${titleEn}`,
      codes: Object.fromEntries(
        retention.map((rule) => [
          codeOf(rule),
          { title: rule.title, titleEn: rule.titleEn, unit: 'дн.', unitEn: 'days' },
        ]),
      ),
      schema: z.int().min(1).max(36_500),
      rows: retention.map(({ days: value, act, clause, validFrom, verified, ...rule }) => ({
        ...{ code: codeOf(rule), value, act, validFrom, verified },
        ...(clause && { clause }),
      })),
    });
  known.set(plugin, made as Reference);
  return made as Reference;
}

const codeOf = ({ id }: { id: string }) => id.split('.').slice(1).join('.');
