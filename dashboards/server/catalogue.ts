import type { Actor, Indicator } from '@regiso/core';
import type { Catalogue, CatalogueEntry, CatalogueQuery, IndicatorCard } from '../shared';
import { asOfFacts, type Moments } from './as-of';
import { allDashboards, allIndicators, factsRead, findIndicator, indicatorsOf, isOwn, type Owned } from './context';
import { historyOf } from './definitions';
import { describe, formulaInWords, viewOf } from './describe';
import { mayRead, refuseClosed } from './reader';
import { dimensionTitle, type Language } from './titles';

const mostEntries = 200;

/** Indicators the actor may ask about, found by words of their title, formula, act or code; by title. */
export async function catalogueOf(actor: Actor | undefined, asked: CatalogueQuery): Promise<Catalogue> {
  const { q, plugin, language } = asked;
  const words = normal(q).split(' ').filter(Boolean);
  const found = (await allIndicators())
    .filter(mayRead)
    .filter((owned) => words.every((word) => haystackOf(owned).includes(word)));
  const wanted = found.filter(({ plugin: { id } }) => !plugin || id === plugin);
  const moments: Moments = new Map();
  const entries: CatalogueEntry[] = [];
  for (const owned of byTitle(wanted, language).slice(0, mostEntries))
    entries.push(await entryOf(actor, owned, language, moments));
  return {
    now: new Date().toISOString(),
    items: entries,
    count: wanted.length,
    subsystems: subsystemsOf(found, language),
  };
}

/** Everything the catalogue knows of one indicator. */
export async function cardOf(actor: Actor | undefined, id: string, language: Language): Promise<IndicatorCard> {
  await refuseClosed(id);
  const { item } = await findIndicator(id);
  const description = await describe(id, language);
  return {
    ...description,
    isPublic: item.disclosure.public,
    isOwn: isOwn(id),
    dimensionTitles: item.by.map((name) => dimensionTitle(name, language)),
    history: await historyOf(id, language),
    boards: boardsWith(actor, id).map(({ id: board, title, titleEn }) => ({
      id: board,
      title,
      titleEn: titleEn ?? null,
    })),
  };
}

async function entryOf(
  actor: Actor | undefined,
  { plugin, item }: Owned<Indicator>,
  language: Language,
  moments: Moments,
): Promise<CatalogueEntry> {
  return {
    ...viewOf(item),
    plugin: plugin.id,
    pluginTitle: titleIn(plugin, language),
    status: item.status,
    formula: formulaInWords(item, language),
    act: item.act ?? null,
    clause: item.clause ?? null,
    isPublic: item.disclosure.public,
    isOwn: isOwn(item.id),
    boards: boardsWith(actor, item.id).length,
    asOf: await asOfFacts(factsRead(item), moments),
  };
}

const boardsWith = (actor: Actor | undefined, id: string) =>
  allDashboards()
    .map(({ item }) => item)
    .filter((board) => actor?.permissions.has(board.permission) && indicatorsOf(board).has(id));

const titleIn = ({ title, titleEn }: { title: string; titleEn?: string }, language: Language) =>
  (language === 'en' && titleEn) || title;

const byTitle = (found: readonly Owned<Indicator>[], language: Language) => {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return [...found].sort((a, b) => compare(titleIn(a.item, language), titleIn(b.item, language)));
};

function subsystemsOf(found: readonly Owned<Indicator>[], language: Language): Catalogue['subsystems'] {
  const counts = new Map<string, Catalogue['subsystems'][number]>();
  for (const { plugin } of found) {
    const known = counts.get(plugin.id) ?? { id: plugin.id, title: titleIn(plugin, language), count: 0 };
    counts.set(plugin.id, { ...known, count: known.count + 1 });
  }
  return [...counts.values()];
}

const normal = (text: string) => text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();

const haystackOf = ({ plugin, item }: Owned<Indicator>) =>
  normal(
    [
      item.id,
      ...[item.title, item.titleEn, item.method, item.methodEn, item.act, item.clause, plugin.title, plugin.titleEn],
      ...[formulaInWords(item, 'ru'), formulaInWords(item, 'en')],
    ].join(' '),
  );
