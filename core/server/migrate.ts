import { createHash } from 'node:crypto';
import type { UmzugStorage } from 'umzug';
import { QueryTypes } from 'sequelize';
import { openToApp, openSchemaToApp } from './app-login';
import { builtIn } from './built-in';
import { database } from './database';
import type { Migration, Plugin } from './plugin';

/** PostgreSQL schema of a plugin; the built-in rooms share `core`. */
export const schemaOf = (id: string) => (builtIn.has(id) ? 'core' : id.replace(/-/g, '_'));

type Step = Migration & { plugin: string };
const steps = (plugins: readonly Plugin[]): Step[] =>
  plugins.flatMap((plugin) =>
    [...(plugin.migrations ?? [])]
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((migration) => ({ ...migration, plugin: plugin.id })),
  );

const nameOf = (step: Step) => `${step.plugin}/${step.name}`;

const select = <T extends object>(text: string) => database().query<T>(text, { type: QueryTypes.SELECT });
const checksum = (text: string) => createHash('sha256').update(text.replace(/\s+/g, ' ')).digest('hex');

export type MigrationState = { plugin: string; name: string; applied: boolean; changed: boolean };

/** Every migration with whether it is applied, and whether its text was edited since. */
export async function migrationStatus(plugins: readonly Plugin[]): Promise<MigrationState[]> {
  const [there] = await select<{ table: string | null }>(`SELECT to_regclass('core.migrations')::text AS "table"`);
  const rows = there?.table
    ? await select<{ name: string; checksum: string }>('SELECT name, checksum FROM core.migrations')
    : [];
  const done = new Map(rows.map((row) => [row.name, row.checksum]));
  return steps(plugins).map((step) => {
    const known = done.get(nameOf(step));
    return {
      plugin: step.plugin,
      name: step.name,
      applied: known !== undefined,
      changed: known !== undefined && known !== checksum(step.up),
    };
  });
}

const prepare = async () => {
  await database().query(`CREATE SCHEMA IF NOT EXISTS core;
    CREATE TABLE IF NOT EXISTS core.migrations
      (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
};

export type PluginFailure = { plugin: string; problem: string };

/**
 * Applies what is missing, plugin by plugin, under an advisory lock (several processes may start together).
 * A failing plugin keeps its old schema and is named; the rest goes on. Failures of `core` rooms throw.
 */
export async function migrateUp(plugins: readonly Plugin[], onStep: (name: string) => void = () => undefined) {
  const failures: PluginFailure[] = [];
  const lock = await database().transaction();
  try {
    await database().query('SELECT pg_advisory_xact_lock(7214001)', { transaction: lock });
    await prepare();
    await openToApp();
    const done = new Set(await executed());
    for (const plugin of plugins) {
      try {
        await migratePlugin(plugin, done, onStep);
      } catch (error) {
        if (builtIn.has(plugin.id)) throw error;
        failures.push({ plugin: plugin.id, problem: `migration failed: ${(error as Error).message}` });
      }
    }
    const migrated = plugins.filter(({ migrations }) => migrations?.length);
    for (const schema of new Set(migrated.map(({ id }) => schemaOf(id)))) await openSchemaToApp(schema);
  } finally {
    await lock.commit();
  }
  return failures;
}

async function migratePlugin(plugin: Plugin, done: ReadonlySet<string>, onStep: (name: string) => void) {
  if (!plugin.migrations?.length) return;
  await database().query(`CREATE SCHEMA IF NOT EXISTS ${schemaOf(plugin.id)}`);
  if (!steps([plugin]).every((step) => done.has(nameOf(step)))) await applySteps(plugin, onStep);
}

// The library brings a command line of its own: read only where there is something to apply.
async function applySteps(plugin: Plugin, onStep: (name: string) => void) {
  const { Umzug } = await import('umzug');
  const umzug = new Umzug({
    migrations: steps([plugin]).map((step) => ({
      name: nameOf(step),
      up: async () => {
        onStep(nameOf(step));
        await applyStep(step);
      },
    })),
    storage,
    logger: undefined,
  });
  await umzug.up();
}

const applyStep = (step: Step) =>
  database().transaction(async (transaction) => {
    // Row level security binds the owner too; a migration is to see every row.
    await database().query(`SELECT set_config('app.reach', 'region', true)`, { transaction });
    await database().query(step.up, { transaction });
    await database().query('INSERT INTO core.migrations (name, checksum) VALUES (:name, :checksum)', {
      replacements: { name: nameOf(step), checksum: checksum(step.up) },
      transaction,
    });
  });

async function executed() {
  return (await select<{ name: string }>('SELECT name FROM core.migrations')).map((row) => row.name);
}

// The row is written with the migration itself, in one transaction; umzug only reads.
const storage: UmzugStorage = {
  logMigration: async () => undefined,
  unlogMigration: async () => undefined,
  executed,
};
