import { z } from 'zod';

export type RedisAddress = {
  kind: 'server' | 'sentinel' | 'cluster';
  /** Of the server, of the sentinels, or of some nodes of the cluster. */
  nodes: { host: string; port: number }[];
  tls: boolean;
  username?: string;
  password?: string;
  /** Name by which the sentinels know the primary. */
  primary?: string;
  database: number;
  /** What the sentinels themselves ask for. */
  sentinelUsername?: string;
  sentinelPassword?: string;
};

const shape =
  /^(rediss?)(\+sentinel|\+cluster)?:\/\/(?:([^:@/?#\s]*)(?::([^@/?#\s]*))?@)?([^@/?#\s]+)(?:\/([^?#\s]*))?(?:\?([^#\s]*))?$/;

/**
 * Reads `redis://name:password@host:6379/0`, `redis+sentinel://name:password@host:26379,host:26379/primary/0` and
 * `redis+cluster://name:password@host:6379,host:6379`; undefined when it is none of them.
 */
export function redisAddressOf(text: string): RedisAddress | undefined {
  const found = shape.exec(text);
  if (!found || !isEscaped(text)) return undefined;
  const [, scheme, form, username, password, hosts = '', path = '', query = ''] = found;
  const kind = form === '+sentinel' ? 'sentinel' : form === '+cluster' ? 'cluster' : 'server';
  const nodes = hosts.split(',').map((host) => nodeOf(host, kind === 'sentinel' ? 26379 : 6379));
  const place = placeOf(kind, path);
  if (!place || nodes.includes(undefined) || (kind === 'server' && nodes.length > 1)) return undefined;
  const asked = new URLSearchParams(query);
  return {
    kind,
    nodes: nodes as RedisAddress['nodes'],
    tls: scheme === 'rediss',
    ...given({
      username: decoded(username),
      password: decoded(password),
      sentinelUsername: asked.get('sentinel-username') ?? undefined,
      sentinelPassword: asked.get('sentinel-password') ?? undefined,
    }),
    ...place,
  };
}

function isEscaped(text: string) {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}

const decoded = (text: string | undefined) => (text ? decodeURIComponent(text) : undefined);
const given = (values: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function nodeOf(text: string, standard: number) {
  const [, host, port] = /^(\[[\da-fA-F:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (!host || Number(port ?? 0) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? standard) };
}

// A cluster has one database only.
function placeOf(kind: RedisAddress['kind'], path: string) {
  const [, primary, database] = (kind === 'sentinel' ? /^([^/]+)(?:\/(\d+))?$/ : /^()(\d+)?$/).exec(path) ?? [];
  if (primary === undefined || (kind === 'cluster' && path)) return undefined;
  return { ...(primary && { primary: decodeURIComponent(primary) }), database: Number(database ?? 0) };
}

export const redisAddress = z
  .string()
  .refine(
    (text) => redisAddressOf(text) !== undefined,
    'is written redis://name:password@host:6379, redis+sentinel://name:password@host:26379,host:26379/primary or '
      + 'redis+cluster://name:password@host:6379,host:6379 (rediss with TLS); signs such as @ : / ? # % in a password are '
      + 'written as %40 %3A %2F %3F %23 %25',
  );
