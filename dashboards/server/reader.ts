import { context, enabledPlugins, forbidden, placesOf, sql } from '@regiso/core';
import type { Dashboard, HeldPlace, Indicator } from '@regiso/core';
import type { RowScope, Scopes } from './compile';
import { allDashboards, allIndicators, factsUsed, findIndicator, indicatorsOf, isOwn, type Owned } from './context';
import { worksIn } from './own/definition';
import { reading } from './reading';
import { dimensionTitle, titlesOf, type Language } from './titles';

/** Whether the caller holds the permission of a dashboard anywhere: what they see on it is another question. */
export const isOpen = ({ permission }: Dashboard): boolean => placesOf(permission).length > 0;

/** Rows of a dashboard within the caller's rights. */
export const scopesOn = ({ permission }: Dashboard): Promise<Scopes> => scopesBy([permission]);

// A reader may see what stands on a dashboard open to them, and all figures of subsystems in which they work everywhere.
const worksWith = ({ item }: Owned<Indicator>) =>
  subsystemsOf(item).every((plugin) => worksIn(context().actor, plugin));
const boardsWith = (id: string) => allDashboards().filter(({ item }) => indicatorsOf(item).has(id) && isOpen(item));

/** Whose figures they are; what analysts made is of the subsystems of its facts. */
function subsystemsOf(indicator: Indicator): string[] {
  if (!isOwn(indicator.id)) return [indicator.id.split('.')[0] ?? ''];
  return factsUsed(indicator).map((fact) => enabledPlugins().find(({ facts }) => facts?.includes(fact))?.id ?? '');
}

export const mayRead = (owned: Owned<Indicator>): boolean => worksWith(owned) || boardsWith(owned.item.id).length > 0;

/** 404 for an indicator that is not there, 403 for one the caller may not ask about. */
export async function refuseClosed(id: string): Promise<void> {
  if (!mayRead(await findIndicator(id))) throw forbidden(`Показатель «${id}» вам не открыт`);
}

/** Rows of an indicator within the caller's rights, asked outside of any dashboard. Throws 403 when none are. */
export async function scopesOf(id: string): Promise<Scopes> {
  const owned = (await allIndicators()).find(({ item }) => item.id === id);
  const open = owned && (await openRows(owned));
  if (!open) throw forbidden(`Показатель «${id}» вам не открыт`);
  return open.scopes;
}

/** The same of an indicator at hand; undefined when it is closed to the caller. */
export async function openRows(owned: Owned<Indicator>): Promise<{ scopes: Scopes } | undefined> {
  if (worksWith(owned)) return { scopes: undefined };
  const boards = boardsWith(owned.item.id);
  if (!boards.length) return undefined;
  return { scopes: await scopesBy([...new Set(boards.map(({ item }) => item.permission))]) };
}

async function scopesBy(permissions: readonly string[]): Promise<Scopes> {
  const places = permissions.flatMap(placesOf);
  if (places.some(({ region, narrowed }) => region && !narrowed.length)) return undefined;
  const organisations = await organisationsOf(places.flatMap(({ participants }) => participants));
  return places.map((place) => ({ ...placeScope(place, organisations), ...narrowedScope(place) }));
}

function placeScope({ region, municipalityId, participants }: HeldPlace, organisations: Map<string, string>): RowScope {
  if (region) return {};
  if (municipalityId) return { municipality: [municipalityId] };
  return { organisation: participants.flatMap((id) => organisations.get(id) ?? []) };
}

const narrowedScope = ({ narrowed }: HeldPlace): RowScope =>
  Object.fromEntries(
    narrowed.map(({ dimension, range: { from, to } }) => [
      dimension,
      Array.from({ length: to - from + 1 }, (_, nth) => `${from + nth}`),
    ]),
  );

async function organisationsOf(participants: readonly string[]): Promise<Map<string, string>> {
  if (!participants.length) return new Map();
  const rows = await reading(
    () => sql<{ id: string; organisation: string }>`SELECT id, organisation_id AS organisation FROM core.participants
      WHERE id = ANY (${[...new Set(participants)]}::uuid[]) AND organisation_id IS NOT NULL`,
  );
  return new Map(rows.map(({ id, organisation }) => [id, organisation]));
}

/** What the rows of a reader are, in words; null for all of them. */
export async function scopeWords(scopes: Scopes, { plugin }: Pick<Owned<Dashboard>, 'plugin'>, language: Language) {
  if (!scopes) return null;
  const said: string[] = [];
  // One after another: they share the connection of the present transaction.
  for (const scope of scopes) {
    const parts: string[] = [];
    for (const [name, values] of Object.entries(scope)) {
      const title = await titlesOf(name, values, plugin, language);
      parts.push(`${dimensionTitle(name, language)}: ${values.map(title).join(', ')}`);
    }
    said.push(parts.join(', '));
  }
  return said.join('; ');
}
