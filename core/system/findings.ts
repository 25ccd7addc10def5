import { accessSync, constants } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { countLockedOut } from '../access/attempts';
import { countWithoutFile } from '../agreements/agreement-files';
import { sealState } from '../audit/seal-state';
import { listBackups, type Backup } from '../backup/manifest';
import { missingYear } from '../reference/calendar';
import { loadedDemo } from '../server/demo';
import { installed, isEnabled } from '../server/installed';
import { migrationStatus } from '../server/migrate';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { readiness } from './readiness';

export type Finding = {
  /** What is wrong; its words are in the interface. */
  id: string;
  level: 'danger' | 'warning';
  /** Numbers and names for the sentence. */
  details?: Record<string, string | number>;
};

const day = 86_400_000;
/** A daily backup and two hours for it to take. */
const stale = 26 * 3_600_000;
const gibibyte = 2 ** 30;

/** Everything about the installation that somebody should put right, the worst first. */
export async function findings(): Promise<Finding[]> {
  const found = settingFindings();
  // One after another: they share the connection of the present transaction.
  for (const look of looks) found.push(...(await look()));
  return found.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}
const order = ['danger', 'warning'];

const looks = [
  () => backupFindings(),
  () => auditFindings(),
  () => clockFindings(),
  () => diskFindings(),
  () => demoFindings(),
  () => referenceFindings(),
  () => calendarFindings(),
  () => agreementFindings(),
  () => lockOutFindings(),
  () => pluginFindings(),
  () => outboxFindings(),
];

const when = (is: boolean, id: string, level: Finding['level'], details?: Finding['details']): Finding[] =>
  is ? [{ id, level, ...(details && { details }) }] : [];

function settingFindings(): Finding[] {
  const { config, services } = installed();
  const isBehindProxy = config.publicUrl?.startsWith('https://') === true;
  const isOpen = !['127.0.0.1', '::1', 'localhost'].includes(config.host);
  return [
    ...when(!config.secret, 'default-secret', config.production || isOpen ? 'danger' : 'warning'),
    ...when(!isBehindProxy, 'no-https', config.production || isOpen ? 'danger' : 'warning'),
    // TLS is ended in front of us, so a proxy is there, and everybody would come from its address.
    ...when(isBehindProxy && !config.trustedProxies, 'no-trusted-proxies', 'warning'),
    ...when(config.tileServer !== undefined && !config.tileAttribution, 'tiles-without-attribution', 'warning'),
    ...when(config.signIn.simulator === true, 'esia-simulator', config.production ? 'danger' : 'warning'),
    ...leakedPasswords(config.signIn.breachedPasswords, config.production),
    ...when(!services.appUrl || services.appUrl === services.databaseUrl, 'one-login', 'danger'),
    ...config.warnings.map((say): Finding => ({ id: 'setting', level: 'warning', details: { say } })),
  ];
}

// Without the file nothing is compared with what has leaked: in work that is a gap, in a trial it is nothing.
const leakedPasswords = (file: string | undefined, production: boolean) =>
  file
    ? when(!isReadable(file), 'leaked-passwords-unreadable', 'danger')
    : when(production, 'no-leaked-passwords', 'warning');

const isReadable = (file: string) => {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
};

/** What there is to say about backups at a moment. */
export function backupProblems(
  { backups, damaged }: { backups: readonly Backup[]; damaged: readonly { id: string }[] },
  now = Date.now(),
): Finding[] {
  const [newest] = backups;
  if (!newest) return [{ id: 'no-backup', level: 'danger' }];
  const age = now - Date.parse(newest.manifest.endedAt);
  const proved = backups.find(({ verified }) => verified?.ok);
  const provedAge = proved?.verified ? now - Date.parse(proved.verified.at) : Infinity;
  const unsound = backups.filter(({ verified }) => verified && !verified.ok).length + damaged.length;
  return [
    ...when(age > stale, 'backup-stale', 'danger', { days: Math.floor(age / day) }),
    ...when(unsound > 0, 'backup-unsound', 'danger', { count: unsound }),
    ...when(provedAge > 8 * day, 'backup-unverified', 'warning'),
    ...when(
      newest.manifest.keys === 'plain' && installed().config.secret !== undefined,
      'backup-without-keys',
      'warning',
    ),
  ];
}

async function backupFindings(): Promise<Finding[]> {
  const { config } = installed();
  const [archiver] = await sql<{ failing: boolean }>`SELECT
    coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) AS failing FROM pg_stat_archiver`;
  const isInside = config.backups.folder.startsWith(config.dataFolder);
  // A server of its own is copied by its own means, which cannot be seen from here.
  if (config.databaseUrl) return when(true, 'backup-elsewhere', 'warning');
  return [
    ...backupProblems(await listBackups(config.backups.folder)),
    ...when(isInside, 'backup-same-disk', 'warning'),
    ...when(archiver?.failing === true, 'backup-log', 'danger'),
  ];
}

async function auditFindings(): Promise<Finding[]> {
  const { config } = installed();
  const { waitsSince } = await sealState();
  const seconds = waitsSince ? Math.round((Date.now() - Date.parse(waitsSince)) / 1000) : 0;
  return [
    ...when(seconds > 60, 'audit-unsealed', 'danger', { minutes: Math.max(1, Math.round(seconds / 60)) }),
    ...when(!config.auditAnchors && !config.auditSyslog, 'audit-anchors', 'warning'),
  ];
}

/** How far the clock of the database is ahead of ours, in seconds. */
export async function clockSkew(): Promise<number> {
  const asked = Date.now();
  const [row] = await sql<{ at: Date }>`SELECT clock_timestamp() AS at`;
  const middle = (asked + Date.now()) / 2;
  return ((row?.at.getTime() ?? middle) - middle) / 1000;
}

async function clockFindings(): Promise<Finding[]> {
  const skew = await clockSkew();
  return skewFindings(skew);
}

export const skewFindings = (skew: number) =>
  when(Math.abs(skew) > 2, 'clock-skew', 'danger', { seconds: Math.round(Math.abs(skew)) });

/** Free and whole bytes of the disk of the data folder. */
export async function disk() {
  const { bavail, blocks, bsize } = await statfs(installed().config.dataFolder);
  return { free: bavail * bsize, total: blocks * bsize };
}

const diskFindings = async () => diskProblems(await disk());

export const diskProblems = ({ free, total }: { free: number; total: number }) =>
  when(free < 10 * gibibyte && free < total / 10, 'low-disk', free < 2 * gibibyte ? 'danger' : 'warning', {
    gigabytes: Math.round((free / gibibyte) * 10) / 10,
  });

const demoFindings = async () =>
  when(installed().config.production && (await loadedDemo()) !== undefined, 'demo-data', 'danger');

async function referenceFindings(): Promise<Finding[]> {
  if (!isEnabled('reference')) return [];
  const [row] = await sql<{ rows: number }>`SELECT count(*)::int AS rows FROM core.reference_rows
    WHERE NOT verified AND withdrawn_at IS NULL AND (valid_to IS NULL OR valid_to >= ${todayHere()}::date)`;
  return when((row?.rows ?? 0) > 0, 'reference-unverified', 'warning', { count: row?.rows ?? 0 });
}

/** A year without its moved days gives terms that may be a day or two wrong; one that is not known at all gives none. */
export function calendarFindings(today = todayHere()): Finding[] {
  const missing = isEnabled('reference') ? missingYear(today) : undefined;
  return when(missing !== undefined, 'calendar-missing', 'warning', { year: String(missing) });
}

async function agreementFindings(): Promise<Finding[]> {
  if (!isEnabled('agreements')) return [];
  const count = await countWithoutFile();
  return when(count > 0, 'agreements-without-file', 'warning', { count });
}

async function lockOutFindings(): Promise<Finding[]> {
  const count = await countLockedOut();
  return when(count > 0, 'logins-locked-out', 'warning', { count });
}

async function pluginFindings(): Promise<Finding[]> {
  const { plugins, failed } = installed();
  const [state, migrations] = await Promise.all([readiness(), migrationStatus(plugins)]);
  const pending = migrations.filter(({ applied }) => !applied).length;
  const edited = migrations.filter(({ changed }) => changed);
  return [
    ...when(failed.length > 0, 'plugin-failed', 'danger', {
      names: [...new Set(failed.map(({ plugin }) => plugin))].join(', '),
    }),
    ...when(!state.clickhouse, 'warehouse-away', 'danger'),
    ...when(pending > 0, 'migrations-pending', 'danger', { count: pending }),
    ...when(edited.length > 0, 'migrations-edited', 'danger', {
      names: edited.map(({ plugin, name }) => `${plugin}/${name}`).join(', '),
    }),
  ];
}

async function outboxFindings(): Promise<Finding[]> {
  const [row] = await sql<{ stuck: boolean }>`SELECT EXISTS (SELECT FROM core.outbox
    WHERE created_at < now() - interval '2 minutes') AS stuck`;
  return when(row?.stuck === true, 'no-worker', 'danger');
}
