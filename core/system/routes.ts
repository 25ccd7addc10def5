import { z } from 'zod';
import { audit } from '../server/audit';
import { conflict, notFound } from '../server/errors';
import { installed, isEnabled } from '../server/installed';
import { builtIn } from '../server/built-in';
import { migrationStatus } from '../server/migrate';
import { route } from '../server/route';
import { switchPlugin } from '../server/switches';
import { failedJobs, versionOf } from './plugin-health';
import { readiness } from './readiness';

const alive = route({
  method: 'GET',
  path: '//healthz',
  access: { public: 'a load balancer asks whether the process lives' },
  summary: 'Whether the process lives',
  database: false,
  handler: () => ({ status: 'ok' }),
});

const ready = route({
  method: 'GET',
  path: '//readyz',
  access: { public: 'a load balancer asks whether to send requests here' },
  summary: 'Whether requests may be sent here, and which parts do not answer',
  database: false,
  handler: async ({ h }) => {
    const state = await readiness();
    return h.response(state).code(state.status === 'unavailable' ? 503 : 200);
  },
});

const version = route({
  method: 'GET',
  path: '//version',
  access: { permission: 'system.operate' },
  summary: 'The release that runs',
  reply: z.object({ version: z.string(), node: z.string() }),
  handler: () => ({ version: installed().version, node: process.version }),
});

const PluginView = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['on', 'off', 'failed']),
  builtIn: z.boolean(),
  version: z.string(),
  requires: z.array(z.string()),
  migrations: z.object({ applied: z.int(), pending: z.int() }),
  /** Jobs of its queue that failed for good. */
  failedJobs: z.int(),
  problem: z.string().nullable(),
});

const listPlugins = route({
  method: 'GET',
  path: '/plugins',
  access: { permission: 'system.operate' },
  summary: 'The installed plugins, switched on or off, and what failed',
  reply: z.array(PluginView),
  handler: async () => {
    const { plugins, failed } = installed();
    const migrations = await migrationStatus(plugins);
    const jobs = await failedJobs(plugins);
    const sound = plugins.map((plugin) => {
      const own = migrations.filter((one) => one.plugin === plugin.id);
      const applied = own.filter((one) => one.applied).length;
      return {
        id: plugin.id,
        title: plugin.title,
        state: isEnabled(plugin.id) ? ('on' as const) : ('off' as const),
        builtIn: builtIn.has(plugin.id),
        version: versionOf(plugin.id),
        requires: [...(plugin.requires ?? [])],
        migrations: { applied, pending: own.length - applied },
        failedJobs: jobs.get(plugin.id) ?? 0,
        problem: null,
      };
    });
    const broken = failed.map(({ plugin, problem }) => ({
      id: plugin,
      title: plugin,
      state: 'failed' as const,
      builtIn: false,
      version: versionOf(plugin),
      requires: [],
      migrations: { applied: 0, pending: 0 },
      failedJobs: 0,
      problem,
    }));
    return [...sound, ...broken];
  },
});

const switchOne = route({
  method: 'PUT',
  path: '/plugins/{id}',
  access: { permission: 'system.operate' },
  summary: 'Switch a plugin on or off',
  params: z.strictObject({ id: z.string().max(60) }),
  payload: z.strictObject({ enabled: z.boolean() }),
  handler: async ({ params, payload }) => {
    const { plugins } = installed();
    const plugin = plugins.find(({ id }) => id === params.id);
    if (!plugin) throw notFound('Подсистема не установлена');
    if (builtIn.has(plugin.id)) throw conflict('Это часть ядра, её нельзя выключить');
    await switchPlugin(plugin.id, payload.enabled);
    await audit(
      'system.plugin-switched',
      { type: 'plugin', id: plugin.id },
      { plugin: plugin.id, enabled: payload.enabled },
    );
    return { id: plugin.id, enabled: payload.enabled };
  },
});

export const routes = [alive, ready, version, listPlugins, switchOne];
