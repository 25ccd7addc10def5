import { readFileSync } from 'node:fs';
import type { BlockList } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { backupConfig, backupSettings, type BackupConfig } from './backup-settings';
import { mailConfig, mailSettings, type MailConfig } from './mail-settings';
import { deviceConfig, deviceSettings } from './device-settings';
import { scannerSetting, type Scanner } from './scanner-setting';
import { redisAddress } from './redis-address';
import { clickhouseAddress, personKeys, postgresAddress, signingKey, tileServer, webAddress } from './setting-shapes';
import { trustedProxies } from './trusted-proxies';
import { signInConfig, signInSettings, type SignInConfig } from './sign-in-settings';

const port = z.coerce.number().int().min(0).max(65535);
const Settings = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: postgresAddress.optional(),
  CLICKHOUSE_URL: clickhouseAddress.optional(),
  /** Login by which requests use the database of DATABASE_URL: it owns nothing there. */
  REGISO_APP_URL: postgresAddress.optional(),
  /** One server, sentinels or a cluster; the form of the address says which. */
  REDIS_URL: redisAddress.optional(),
  /** Read-only login by which the warehouse reads PostgreSQL; DATABASE_URL when absent. */
  REGISO_LOADER_URL: postgresAddress.optional(),
  REGISO_DATA: z.string().default('.regiso'),
  REGISO_HOST: z.string().default('127.0.0.1'),
  REGISO_PORT: port.default(8080),
  REGISO_METRICS_PORT: port.default(9464),
  REGISO_REGION: z.string().default('tyumen'),
  REGISO_DEMO: z.enum(['none', 'small', 'city', 'region']).optional(),
  REGISO_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  REGISO_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  /** Template of a tile server for the public map, e.g. `https://…/{z}/{x}/{y}.png`; none by default. */
  REGISO_TILE_SERVER: tileServer.optional(),
  REGISO_TILE_ATTRIBUTION: z.string().optional(),
  REGISO_PUBLIC_URL: webAddress.optional(),
  /** Addresses and networks of the proxies in front, whose `X-Forwarded-For` is believed; nobody's by default. */
  REGISO_TRUSTED_PROXIES: trustedProxies.optional(),
  /** Ed25519 private key in PEM that signs the audit log; one is made in the data folder when absent. */
  REGISO_AUDIT_KEY: signingKey.optional(),
  /** Keys that seal people's data: 32 bytes in base64 each, the newest first; from REGISO_SECRET when absent. */
  REGISO_PERSON_KEYS: personKeys.optional(),
  /** File that anchors of the audit log are added to, best on another machine; in the data folder when absent. */
  REGISO_AUDIT_ANCHORS: z.string().optional(),
  REGISO_AUDIT_ANCHOR_MINUTES: z.coerce.number().min(1).max(1440).default(10),
  /** Syslog server that gets the anchors too: `udp://host:514`, `tcp://host:601` or `tls://host:6514`. */
  REGISO_AUDIT_SYSLOG: z
    .string()
    .regex(/^(udp|tcp|tls):\/\/[^/\s]+$/, 'is written udp://, tcp:// or tls://host:port')
    .optional(),
  REGISO_TICK_MS: z.coerce.number().int().min(100).default(1000),
  /** Largest size of the warehouse's change log; beyond it the largest table is filled anew instead. */
  REGISO_LOG_LIMIT_MB: z.coerce.number().int().min(16).default(4096),
  /** How rows reach ClickHouse: it pulls them, or they are copied through the worker; found out when `auto`. */
  REGISO_MOVER: z.enum(['auto', 'pull', 'copy']).default('auto'),
  /** Name of the ClickHouse cluster; tables are replicated on it, and sharded by a hash of their key unless `none`. */
  REGISO_CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[\w.-]+$/)
    .optional(),
  REGISO_CLICKHOUSE_SHARDING: z.enum(['hash', 'none']).default('hash'),
  ...backupSettings,
  /** What looks at stored files for viruses; without one they are given out at once. */
  REGISO_SCANNER: scannerSetting.optional(),
  /** Room for the files of one participant, and for those of one person that belong to no participant. */
  REGISO_FILE_QUOTA_MB: z.coerce.number().min(1).default(10_240),
  REGISO_OWN_FILE_QUOTA_MB: z.coerce.number().min(1).default(512),
  /** How many look-ups of exam results a web process does at once; beyond them people get a waiting page and keep their turn. */
  REGISO_LOOK_UPS_AT_ONCE: z.coerce.number().int().min(1).max(1000).default(128),
  ...mailSettings,
  ...deviceSettings,
  ...signInSettings,
});

export type Config = {
  production: boolean;
  databaseUrl?: string;
  appUrl?: string;
  clickhouseUrl?: string;
  redisUrl?: string;
  loaderUrl?: string;
  dataFolder: string;
  host: string;
  port: number;
  metricsPort: number;
  region: string;
  /** What a fresh installation begins with; never anything in production. */
  demo: 'none' | 'small' | 'city' | 'region';
  logLevel: string;
  secret?: string;
  tileServer?: string;
  tileAttribution?: string;
  publicUrl?: string;
  trustedProxies?: BlockList;
  auditKey?: string;
  personKeys?: string;
  auditAnchors?: string;
  auditAnchorMinutes: number;
  auditSyslog?: string;
  tickMs: number;
  logLimitBytes: number;
  mover: 'auto' | 'pull' | 'copy';
  scanner?: Scanner;
  /** Bytes. */
  fileQuota: number;
  ownFileQuota: number;
  lookUpsAtOnce: number;
  cluster?: { name: string; sharded: boolean };
  backups: BackupConfig;
  /** Absent: letters stay in the outbox. */
  mail?: MailConfig;
  /** Hosts of push services that may be called. */
  pushHosts: string[];
  /** Devices may keep what opens without a network. */
  keepsOnDevices: boolean;
  signIn: SignInConfig;
  /** Sentences about settings that are unknown or look wrong. */
  warnings: string[];
};

/** Reads all settings. Throws one Error that names every bad setting; nothing else reads the environment. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const { values, warnings, unread } = withFiles(environment);
  const parsed = Settings.safeParse(values);
  const wrong = parsed.error?.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`) ?? [];
  if (!parsed.success || unread.length) {
    const lines = [...unread, ...wrong].join('\n');
    throw new Error(`These settings are wrong:\n${lines}\nSet them in the environment and start again.`);
  }
  const settings = parsed.data;
  const production = settings.NODE_ENV === 'production';
  if (production && !settings.REGISO_SECRET) {
    throw new Error(
      'REGISO_SECRET is missing. In production set it (or REGISO_SECRET_FILE) to at least 32 random characters.',
    );
  }
  return {
    production,
    ...given({
      databaseUrl: settings.DATABASE_URL,
      appUrl: settings.REGISO_APP_URL,
      clickhouseUrl: settings.CLICKHOUSE_URL,
      redisUrl: settings.REDIS_URL,
      loaderUrl: settings.REGISO_LOADER_URL,
      secret: settings.REGISO_SECRET,
      tileServer: settings.REGISO_TILE_SERVER,
      tileAttribution: settings.REGISO_TILE_ATTRIBUTION,
      publicUrl: settings.REGISO_PUBLIC_URL,
      trustedProxies: settings.REGISO_TRUSTED_PROXIES,
      auditKey: settings.REGISO_AUDIT_KEY,
      personKeys: settings.REGISO_PERSON_KEYS,
      auditAnchors: settings.REGISO_AUDIT_ANCHORS,
      auditSyslog: settings.REGISO_AUDIT_SYSLOG,
      scanner: settings.REGISO_SCANNER,
      mail: mailConfig(settings),
    }),
    demo: demoConfig(settings.REGISO_DEMO, production),
    dataFolder: resolve(settings.REGISO_DATA),
    host: settings.REGISO_HOST,
    port: settings.REGISO_PORT,
    metricsPort: settings.REGISO_METRICS_PORT,
    region: settings.REGISO_REGION,
    logLevel: settings.REGISO_LOG_LEVEL,
    auditAnchorMinutes: settings.REGISO_AUDIT_ANCHOR_MINUTES,
    tickMs: settings.REGISO_TICK_MS,
    logLimitBytes: settings.REGISO_LOG_LIMIT_MB * 2 ** 20,
    fileQuota: settings.REGISO_FILE_QUOTA_MB * 2 ** 20,
    ownFileQuota: settings.REGISO_OWN_FILE_QUOTA_MB * 2 ** 20,
    lookUpsAtOnce: settings.REGISO_LOOK_UPS_AT_ONCE,
    mover: settings.REGISO_MOVER,
    ...clusterOf(settings),
    backups: backupConfig(settings),
    ...deviceConfig(settings),
    signIn: signInConfig(settings, {
      production,
      test: settings.NODE_ENV === 'test',
      publicUrl: settings.REGISO_PUBLIC_URL,
    }),
    warnings,
  };
}

function demoConfig(wanted: Config['demo'] | undefined, production: boolean): Config['demo'] {
  if (production && wanted && wanted !== 'none')
    throw new Error('REGISO_DEMO: demo data is never loaded in production. Unset it, or NODE_ENV=production.');
  return wanted ?? (production ? 'none' : 'small');
}

const clusterOf = ({ REGISO_CLICKHOUSE_CLUSTER: name, REGISO_CLICKHOUSE_SHARDING }: z.output<typeof Settings>) =>
  name ? { cluster: { name, sharded: REGISO_CLICKHOUSE_SHARDING === 'hash' } } : {};

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const given = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;

/** `NAME_FILE` gives the setting NAME from a file, so that secrets need not stand in the environment. */
function withFiles(environment: NodeJS.ProcessEnv) {
  const known = new Set(Object.keys(Settings.shape));
  const values: Record<string, string> = {};
  const warnings: string[] = [];
  const unread: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (!value) continue;
    const base = name.replace(/_FILE$/, '');
    if (known.has(name)) values[name] = value;
    else if (name.endsWith('_FILE') && known.has(base)) {
      const text = textOf(value);
      if (text === undefined) unread.push(`  ${name}: the file ${value} is not there or cannot be read by this user`);
      else values[base] = text;
    } else if (name.startsWith('REGISO_'))
      warnings.push(`Unknown setting ${name} is ignored.${didYouMean(name, known)}`);
  }
  return { values, warnings, unread };
}

function textOf(file: string) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

const didYouMean = (name: string, known: Set<string>) => {
  const close = [...known].find((candidate) => candidate.startsWith(name.slice(0, -2)) || name.startsWith(candidate));
  return close ? ` Did you mean ${close}?` : '';
};
