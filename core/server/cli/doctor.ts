import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { readConfig, type Config } from '../config';
import { installed } from '../installed';
import { findPlugins } from '../find';
import { load } from '../loader';
import { migrationStatus } from '../migrate';
import { readiness } from '../../system/readiness';
import { joinServices, startServices } from '../services';
import { connectDatabase, disconnectDatabase } from '../database';
import { install } from '../installed';
import { closeWarehouseClient } from '../clickhouse';
import type { Stoppable } from './stoppable';

type Finding = { check: string; state: 'ok' | 'warning' | 'wrong'; say: string };
const gibibyte = 1024 ** 3;

/** Looks at everything a start needs and says what is wrong and what to do. Changes nothing. */
export async function doctor(run: Stoppable): Promise<Finding[]> {
  const findings: Finding[] = [nodeVersion()];
  const settings = attempt('settings', () => readConfig());
  findings.push(...('finding' in settings ? [settings.finding] : []));
  if (!('value' in settings)) return findings;
  const config = settings.value;
  findings.push(...config.warnings.map((say): Finding => ({ check: 'settings', state: 'warning', say })));
  findings.push(...folder(config.dataFolder), ...manifests());
  if (findings.some(({ state }) => state === 'wrong')) return findings;
  return [...findings, ...(await services(config, run))];
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return {
    check: 'node',
    state: fits ? 'ok' : 'wrong',
    say: fits ? process.version : `${process.version}: install Node 20.19 or newer`,
  };
}

function attempt<T>(check: string, work: () => T): { value: T } | { finding: Finding } {
  try {
    return { value: work() };
  } catch (error) {
    return { finding: { check, state: 'wrong', say: (error as Error).message } };
  }
}

function folder(path: string): Finding[] {
  const writable = attempt('data folder', () => {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  });
  if ('finding' in writable) {
    return [
      {
        check: 'data folder',
        state: 'wrong',
        say: `${path} cannot be written: give this user the right, or set REGISO_DATA`,
      },
    ];
  }
  const { bavail, bsize } = statfsSync(path);
  const free = (bavail * bsize) / gibibyte;
  const say = `${path}, ${free.toFixed(1)} GiB free`;
  return [
    {
      check: 'data folder',
      state: free < 2 ? 'warning' : 'ok',
      say: free < 2 ? `${say}: less than 2 GiB, make room` : say,
    },
  ];
}

function manifests(): Finding[] {
  const { found, failed } = findPlugins();
  const loaded = load(found);
  const wrong = [...failed, ...loaded.failed];
  if (!wrong.length) return [{ check: 'plugins', state: 'ok', say: loaded.plugins.map(({ id }) => id).join(', ') }];
  return wrong.map(({ plugin, problem }) => ({ check: `plugin ${plugin}`, state: 'wrong', say: problem }));
}

async function services(config: Config, { atEnd }: Stoppable): Promise<Finding[]> {
  const joined = await joinServices(config);
  try {
    const used = joined ?? (await startServices(config));
    if (!joined) atEnd(() => used.stop());
    atEnd(disconnectDatabase);
    atEnd(closeWarehouseClient);
    await connectDatabase(used.databaseUrl);
    const { plugins, failed } = load(findPlugins().found);
    install({ plugins, failed, disabled: new Set(), config, services: used, version: '' });
    const [state, migrations] = await Promise.all([readiness(), migrationStatus(installed().plugins)]);
    const pending = migrations.filter(({ applied }) => !applied).length;
    const edited = migrations.filter(({ changed }) => changed);
    return [
      {
        check: 'PostgreSQL',
        state: state.postgresql ? 'ok' : 'wrong',
        say: config.databaseUrl ? 'answers' : joined ? 'running' : 'started for this check',
      },
      {
        check: 'ClickHouse',
        state: state.clickhouse ? 'ok' : 'warning',
        say: state.clickhouse ? 'answers' : 'does not answer: figures stay as they were',
      },
      {
        check: 'migrations',
        state: pending ? 'warning' : 'ok',
        say: pending ? `${pending} wait: run \`regiso migrate up\`` : 'up to date',
      },
      ...edited.map(({ plugin, name }): Finding => ({
        check: 'migrations',
        state: 'wrong',
        say: `${plugin}/${name} was edited after it was applied`,
      })),
    ];
  } catch (error) {
    return [{ check: 'services', state: 'wrong', say: (error as Error).message }];
  }
}
