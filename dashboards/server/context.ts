import {
  enabledPlugins,
  installed,
  notFound,
  sql,
  type Dashboard,
  type Fact,
  type Indicator,
  type Plugin,
} from '@regiso/core';
import { rolledFacts } from '@regiso/warehouse/api';
import type { CompileContext } from './dimensions';
import { approvedOwn } from './own/approved';
import { reading } from './reading';

const register = 'participants_organisations';

let zone: { of: object; name: string } | undefined;

/** What the compiler must know of this installation; with rollups that hold everything up to a tick, when one is given. */
export async function compileContext(tick?: number): Promise<CompileContext> {
  const context = { organisations: registerFact(), timeZone: await regionTimeZone() };
  if (tick === undefined) return context;
  const rolled = [...(await rolledFacts())].filter(([, upTo]) => upTo >= tick);
  return { ...context, rolled: new Set(rolled.map(([fact]) => fact)) };
}

const registerFact = () => factsOf(installed().plugins).find(({ name }) => name === register);

/** The time zone in which days are counted; the pack of the home region sets it. */
async function regionTimeZone(): Promise<string> {
  const { config } = installed();
  if (zone?.of === config) return zone.name;
  const name = await reading(async () => {
    const [there] = await sql<{ there: boolean }>`SELECT to_regclass('core.regions') IS NOT NULL AS there`;
    if (!there?.there) return 'UTC';
    const [home] = await sql<{ time_zone: string }>`SELECT time_zone FROM core.regions WHERE is_home`;
    return home?.time_zone ?? 'UTC';
  });
  zone = { of: config, name };
  return name;
}

const factsOf = (plugins: readonly Plugin[]): Fact[] => plugins.flatMap((plugin) => plugin.facts ?? []);

export type Owned<T> = { plugin: Plugin; item: T };

/** An indicator of a plugin that is switched on, or one that analysts made and approved; 404 otherwise. */
export async function findIndicator(id: string): Promise<Owned<Indicator>> {
  for (const plugin of enabledPlugins()) {
    const item = plugin.indicators?.find((candidate) => candidate.id === id);
    if (item) return { plugin, item };
  }
  const [own] = isOwn(id) ? await readOwn(id) : [];
  if (!own) throw notFound(`Показателя «${id}» нет`);
  return own;
}

/** Whether analysts made it: its subsystem is that of its facts. */
export const isOwn = (id: string) => id.startsWith('own.');

async function readOwn(code?: string): Promise<Owned<Indicator>[]> {
  const compiling = await compileContext();
  return reading(() => approvedOwn(compiling, code));
}

export const allIndicators = async (): Promise<Owned<Indicator>[]> => [
  ...enabledPlugins().flatMap((plugin) => (plugin.indicators ?? []).map((item) => ({ plugin, item }))),
  ...(await readOwn()),
];

export const allDashboards = (): Owned<Dashboard>[] =>
  enabledPlugins().flatMap((plugin) => (plugin.dashboards ?? []).map((item) => ({ plugin, item })));

/** The facts an indicator reads, each once. */
export const factsUsed = ({ numerator, denominator, n }: Indicator): Fact[] => [
  ...new Map(
    [numerator, denominator, n].flatMap((measure) => (measure ? [[measure.of.name, measure.of]] : [])),
  ).values(),
];

/** Those and the register of organisations, whose moves between municipalities move figures too. */
export function factsRead(indicator: Indicator): Fact[] {
  const used = factsUsed(indicator);
  const organisations = registerFact();
  const isJoined = organisations && !used.includes(organisations) && used.some(({ columns }) => columns.organisation);
  return isJoined ? [...used, organisations] : used;
}

/** The indicators on a dashboard, by id. */
export const indicatorsOf = ({ tiles }: Dashboard): Map<string, Indicator> =>
  new Map(
    tiles
      .flatMap((tile) => ('indicators' in tile ? tile.indicators : [tile.indicator]))
      .map((indicator) => [indicator.id, indicator]),
  );
