import { resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import { command, type CommandInput } from '../server/command';
import { readConfig } from '../server/config';
import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { audit } from '../server/audit';
import { createBackup } from './create';
import { openBundle } from './keys';
import { listBackups } from './manifest';
import { restoreBackup } from './restore';
import { pruneBackups } from './retention';
import { verifyBackup } from './verify';

const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);

/** The settings, with the folders that the command names. */
function configOf({ options }: CommandInput) {
  const config = readConfig();
  const [data, backups] = [text(options.data), text(options.backups)];
  const dataFolder = data ? resolve(data) : config.dataFolder;
  const folder = backups ? resolve(backups) : config.backups.folder;
  return { ...config, dataFolder, backups: { ...config.backups, folder } };
}

const folders = [
  { flags: '--data <folder>', title: 'data folder; REGISO_DATA when left out' },
  { flags: '--backups <folder>', title: 'folder of the backups; REGISO_BACKUPS when left out' },
];
const progressOf = (input: CommandInput) => ({
  signal: input.signal,
  progress: (share: number, step: string) => input.progress(share, step),
});

async function runCreate(input: CommandInput) {
  const apart = text(input.options.keys);
  const made = await createBackup({ ...progressOf(input), ...(apart && { keysApart: resolve(apart) }) });
  await inTransaction({ process: 'regiso backup create' }, () =>
    audit('backup.made', { type: 'backup', id: made.id }, { ok: true }),
  );
  const removed = await pruneBackups(installed().config);
  const { id, startedAt, endedAt, files, keys, counts } = made;
  return {
    id,
    seconds: (Date.parse(endedAt) - Date.parse(startedAt)) / 1000,
    bytes: files.reduce((sum, { packed }) => sum + packed, 0),
    files: files.length,
    rows: counts ? Object.values(counts).reduce((sum, rows) => sum + rows, 0) : 'not counted: the tables were too busy',
    keys: keys === 'plain' ? 'the audit’s own key lies in the backup; keys of the settings are not in it' : keys,
    removed: removed.backups,
  };
}

async function runList(input: CommandInput) {
  const { backups, damaged } = await listBackups(configOf(input).backups.folder);
  return [
    ...backups.map(({ manifest, bytes, verified }) => ({
      id: manifest.id,
      ended: manifest.endedAt,
      megabytes: Math.round(bytes / 2 ** 20),
      release: manifest.release,
      keys: manifest.keys,
      verified: verified ? (verified.ok ? verified.at : `NOT SOUND: ${verified.problems[0]}`) : 'not yet',
    })),
    ...damaged.map(({ id, problem }) => ({
      id,
      ended: '',
      megabytes: 0,
      release: '',
      keys: '',
      verified: `NOT SOUND: ${problem}`,
    })),
  ];
}

async function runVerify(input: CommandInput) {
  const config = configOf(input);
  const [newest] = (await listBackups(config.backups.folder)).backups;
  const id = input.args[0] || newest?.manifest.id;
  if (!id) throw new Error(`There is no backup in ${config.backups.folder}`);
  const verified = await verifyBackup(config, id, progressOf(input));
  if (!verified.ok) process.exitCode = 1;
  return { backup: id, ...verified };
}

async function runRestore(input: CommandInput) {
  const { options, args } = input;
  const wanted = text(options.targetTime);
  const targetTime = wanted ? new Date(wanted) : undefined;
  if (targetTime && (Number.isNaN(targetTime.getTime()) || !/(Z|[+-]\d\d:?\d\d)$/.test(wanted ?? '')))
    throw new Error('--target-time is a moment with its zone: 2026-09-01T09:30:00+05:00');
  const [timeline, keys] = [text(options.timeline), text(options.keys)];
  return restoreBackup(configOf(input), {
    ...progressOf(input),
    ...(args[0] && { id: args[0] }),
    ...(targetTime && { targetTime }),
    ...(timeline && { timeline }),
    ...(keys && { keys: resolve(keys) }),
    ...(options.accept === true && { accept: true }),
  });
}

async function runKeys(input: CommandInput) {
  const { passphrase } = configOf(input).backups;
  if (!passphrase) throw new Error('Set REGISO_BACKUP_PASSPHRASE (or …_FILE) to the passphrase of the backup.');
  return (await openBundle(await readFile(resolve(input.args[0] ?? '')), passphrase)).settings;
}

const optional = [{ name: 'backup', title: 'its name; the newest when left out', optional: true }];

export const commands = [
  command({
    name: 'backup create',
    title: 'copy PostgreSQL, files and keys while the system works',
    options: [{ flags: '--keys <file>', title: 'keep the sealed keys in this file, apart from the backup' }],
    run: runCreate,
  }),
  command({
    name: 'backup list',
    title: 'all backups, the newest first',
    offline: true,
    options: folders,
    run: runList,
  }),
  command({
    name: 'backup verify',
    title: 'bring a copy to life beside the live data, count its rows, verify its audit',
    args: optional,
    offline: true,
    options: folders,
    run: runVerify,
  }),
  command({
    name: 'backup restore',
    title: 'put a copy in place of the present data; the installation must be stopped',
    args: optional,
    offline: true,
    options: [
      ...folders,
      { flags: '--target-time <moment>', title: 'only what was there then: 2026-09-01T09:30:00+05:00' },
      { flags: '--timeline <number>', title: 'follow this history after an earlier restore; the latest when left out' },
      { flags: '--keys <file>', title: 'the keys, when they are kept apart' },
      { flags: '--accept', title: 'restore a copy in which the check finds faults' },
    ],
    run: runRestore,
  }),
  command({
    name: 'backup keys',
    title: 'show the settings that a sealed file of keys holds',
    args: [{ name: 'file', title: '`keys.sealed` of a backup, or the file kept apart' }],
    offline: true,
    run: runKeys,
  }),
];
