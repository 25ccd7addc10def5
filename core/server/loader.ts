import { ownWords } from './command';
import { referenceProblems } from './person';
import type { Plugin } from './plugin';
import { fullPath, type Access } from './route';

export type LoadProblem = { plugin: string; problem: string };
export type Loaded = {
  /** Sound plugins, each after what it requires. */
  plugins: Plugin[];
  /** Left out, with the cause: broken ones and those that require them. */
  failed: LoadProblem[];
};

const pluginId = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const ownPaths = /^\/(app(\/assets)?\/\{\w+\*|documentation(\/|$))/;
const migrationName = /^\d{3}-[a-z0-9-]+$/;

/** Orders plugins by `requires`, checks every manifest and lists all problems at once. Pure. */
export function load(found: readonly Plugin[]): Loaded {
  const problems = found.flatMap((plugin) => problemsOf(plugin).map((problem) => ({ plugin: plugin.id, problem })));
  problems.push(...duplicates(found), ...neverEmitted(found));
  const faulty = new Set(problems.map(({ plugin }) => plugin));
  problems.push(...clashes(found.filter(({ id }) => !faulty.has(id))));
  const broken = new Set(problems.map(({ plugin }) => plugin));
  const sound = new Map(found.filter(({ id }) => !broken.has(id)).map((plugin) => [plugin.id, plugin]));
  const plugins: Plugin[] = [];
  const state = new Map<string, 'visiting' | 'placed' | 'failed'>();

  const place = (id: string, path: string[]): string | undefined => {
    const plugin = sound.get(id);
    if (!plugin)
      return broken.has(id) ? `requires ${id}, which has problems` : `requires ${id}, which is not installed`;
    if (state.get(id) === 'placed') return undefined;
    if (state.get(id) === 'failed') return `requires ${id}, which was left out`;
    if (state.get(id) === 'visiting') return `requires itself: ${[...path, id].join(' → ')}`;
    state.set(id, 'visiting');
    for (const required of plugin.requires ?? []) {
      const cause = place(required, [...path, id]);
      if (!cause) continue;
      state.set(id, 'failed');
      problems.push({ plugin: id, problem: cause });
      return `requires ${id}, which was left out`;
    }
    state.set(id, 'placed');
    plugins.push(plugin);
    return undefined;
  };
  for (const id of sound.keys()) if (!state.has(id)) place(id, []);
  return { plugins, failed: problems };
}

// A manifest may hold anything: one that the checks themselves fall over is named like any other.
function problemsOf(plugin: Plugin): string[] {
  try {
    return checkPlugin(plugin);
  } catch (error) {
    return [`cannot be checked: ${firstLine(error)}`];
  }
}

/** The first line of what was thrown, whatever that was. */
export const firstLine = (thrown: unknown) =>
  ((thrown as Error | undefined)?.message ?? String(thrown)).split('\n')[0] ?? '';

/** Every fault of one manifest that can be seen without running it. */
export function checkPlugin(plugin: Plugin): string[] {
  const { id } = plugin;
  if (!pluginId.test(id)) return [`id "${id}" must be kebab-case`];
  const misshapen = lists.flatMap((name) => listProblems(name, plugin[name]));
  if (misshapen.length) return misshapen;
  const prefix = (what: string, names: readonly string[], start = `${id}.`) =>
    names.filter((name) => !name.startsWith(start)).map((name) => `${what} ${name} must begin with ${start}`);
  const permissions = Object.keys(plugin.permissions ?? {});
  const unknown = (what: string, permission: string) =>
    permissions.includes(permission) ? [] : [`${what} needs permission ${permission}, which is not declared`];
  return [
    ...(plugin.title ? [] : ['title is empty']),
    ...Object.entries(namesOf(plugin)).flatMap(([what, names]) => [
      ...prefix(what, names),
      ...repeated(names).map((name) => `${what} ${name} stands twice`),
    ]),
    ...(plugin.reference ?? []).flatMap(checkReference),
    ...prefix(
      'fact',
      (plugin.facts ?? []).map((fact) => fact.name),
      `${id.replaceAll('-', '_')}_`,
    ),
    ...Object.entries(plugin.roles ?? {}).flatMap(([role, granted]) =>
      granted.flatMap((name) => unknown(`role ${role}`, name)),
    ),
    ...(plugin.narrowings ?? []).flatMap((one) =>
      one.permissions.flatMap((name) => unknown(`narrowing ${one.id}`, name)),
    ),
    ...withoutDimension(plugin),
    ...(plugin.routes ?? []).flatMap(checkRoute),
    ...(plugin.routes ?? [])
      .filter(({ path }) => ownPaths.test(fullPath(id, path)))
      .map(({ method, path }) => `${method} ${fullPath(id, path)} is an address of the platform itself`),
    ...(plugin.commands ?? [])
      .filter(({ name }) => ownWords.includes(name.split(' ')[0] ?? ''))
      .map(({ name }) => `command ${name} begins with a word of regiso itself`),
    ...(plugin.routes ?? []).flatMap(({ method, path, access }: { method: string; path: string; access?: Access }) =>
      access && 'permission' in access ? unknown(`${method} ${path}`, access.permission) : [],
    ),
    ...(plugin.migrations ?? [])
      .filter((migration) => !migrationName.test(migration.name))
      .map((migration) => `migration ${migration.name} must look like 001-titles`),
    ...repeated((plugin.migrations ?? []).map((migration) => migration.name)).map(
      (name) => `migration ${name} stands twice`,
    ),
    ...repeated((plugin.jobs ?? []).map((job) => job.name)).map((name) => `job ${name} stands twice`),
    ...(plugin.facts ?? []).flatMap(checkFact),
    ...unheard(plugin),
    ...(plugin.personReferences ?? []).flatMap(referenceProblems),
  ];
}

/** What a plugin names under its own id, in the words of a problem. */
const namesOf = (plugin: Plugin): Readonly<Record<string, readonly string[]>> => ({
  permission: Object.keys(plugin.permissions ?? {}),
  indicator: idsOf(plugin.indicators),
  'retention rule': idsOf(plugin.retention),
  'seen record': idsOf(plugin.seenRecords),
  document: idsOf(plugin.documents),
  reference: idsOf(plugin.reference),
  'audit event': Object.keys(plugin.events ?? {}),
  'emitted event': plugin.emits ?? [],
  dashboard: idsOf(plugin.dashboards),
  report: idsOf(plugin.reports),
  notice: idsOf(plugin.notices),
});
const idsOf = (named: readonly { readonly id: string }[] = []) => named.map(({ id }) => id);

const lists = [
  ...([
    'requires',
    'emits',
    'narrowings',
    'models',
    'migrations',
    'routes',
    'jobs',
    'facts',
    'indicators',
    'reports',
  ] as const),
  ...(['dashboards', 'importers', 'notices', 'documents', 'reference', 'personReferences', 'seenRecords'] as const),
  ...(['childLines', 'publicLines', 'retention', 'commands'] as const),
];

function listProblems(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [`${name} is not a list`];
  return value.some((one) => one === undefined || one === null)
    ? [`${name} has an empty entry: do files of it import each other in a circle?`]
    : [];
}

/** Of a plugin that is not required nothing is ever heard: it may be absent, or come later. */
const unheard = ({ id, requires = [], on = {} }: Plugin) =>
  Object.keys(on)
    .filter((event) => ![id, ...requires].some((one) => event.startsWith(`${one}.`)))
    .map((event) => `hears ${event}, an event of a plugin that it does not require`);

/** A right narrowed over figures must know which of their dimensions that is. */
const withoutDimension = ({ narrowings = [], dashboards = [] }: Plugin) =>
  narrowings.flatMap(({ id, dimension, permissions }) =>
    permissions
      .filter((name) => !dimension && dashboards.some(({ permission }) => permission === name))
      .map((name) => `narrowing ${id} bears on the figures of ${name} and names no dimension of theirs`),
  );

const checkFact = (fact: NonNullable<Plugin['facts']>[number]) => {
  const known = new Set(Object.keys(fact.columns));
  return [...fact.order, ...(fact.partition ? [fact.partition] : [])]
    .filter((name) => !known.has(name))
    .map((name) => `fact ${fact.name} orders by ${name}, which it does not have`);
};

const checkReference = ({ id, codes, schema, rows }: NonNullable<Plugin['reference']>[number]) => [
  ...rows
    .filter(({ code }) => !codes[code])
    .map(({ code }) => `reference ${id} has a row ${code} that it does not describe`),
  ...rows
    .filter(({ value }) => !schema.safeParse(value).success)
    .map(({ code, validFrom }) => `reference ${id}: the value of ${code} from ${validFrom} does not fit its schema`),
  ...repeated(rows.map(({ code, validFrom }) => `${code} from ${validFrom}`)).map(
    (name) => `reference ${id} has ${name} twice`,
  ),
];

const checkRoute = ({ method, path, access, idempotent, upload, database }: NonNullable<Plugin['routes']>[number]) => {
  if (idempotent && ((method !== 'POST' && method !== 'PUT') || upload || database === false))
    return [`${method} ${path} can only be idempotent as a POST or PUT of JSON with a transaction`];
  const declared = access as { permission?: string; signedIn?: string; public?: string } | undefined;
  if (!declared) return [`${method} ${path} does not say who may call it`];
  const given = [declared.permission, declared.signedIn, declared.public].filter((value) => value !== undefined);
  if (given.length !== 1 || !given[0])
    return [`${method} ${path} must say exactly one of permission, signedIn, public`];
  return [];
};

const repeated = (names: readonly string[]) => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];

const duplicates = (found: readonly Plugin[]): LoadProblem[] =>
  repeated(found.map(({ id }) => id)).map((id) => ({ plugin: id, problem: `id ${id} is used by two plugins` }));

/** Events that a plugin would wait for in vain. */
function neverEmitted(found: readonly Plugin[]): LoadProblem[] {
  const emitted = new Map(found.map(({ id, emits }) => [id, [emits ?? []].flat()]));
  return found.flatMap(({ id, on }) =>
    Object.keys(on ?? {}).flatMap((event) => {
      const owner = event.split('.')[0] ?? '';
      const isKnown = emitted.get(owner)?.includes(event) ?? true;
      return isKnown ? [] : [{ plugin: id, problem: `hears ${event}, which ${owner} does not emit` }];
    }),
  );
}

/** Names that may be taken once in the whole installation. Whoever was found first keeps them: the rooms of the core come first. */
function clashes(found: readonly Plugin[]): LoadProblem[] {
  const owners = new Map<string, string>();
  return found.flatMap((plugin) => {
    const names = takenBy(plugin);
    const problems = [
      ...repeated(names).map((name) => `${name} stands twice`),
      ...names.flatMap((name) => (owners.has(name) ? [`${name} is already one of ${owners.get(name)}`] : [])),
    ];
    if (!problems.length) for (const name of names) owners.set(name, plugin.id);
    return problems.map((problem) => ({ plugin: plugin.id, problem }));
  });
}

// However a parameter is called, the address is the same.
const takenBy = ({ id, routes = [], importers = [], commands = [] }: Plugin) => [
  ...routes.map(({ method, path }) => `route ${method} ${fullPath(id, path).replaceAll(/\{\w+/g, '{…')}`),
  ...importers.map(({ kind }) => `importer ${kind}`),
  ...commands.map(({ name }) => `command ${name}`),
];
