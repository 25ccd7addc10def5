import IORedis, { Cluster } from 'ioredis';
import { log } from './log';
import { redisAddressOf, type RedisAddress } from './redis-address';

export type Redis = IORedis | Cluster;

/** A connection to one server, to the primary that sentinels name, or to a cluster; it comes back by itself. */
export function connectRedis(url: string): Redis {
  const address = redisAddressOf(url);
  if (!address) throw new Error('REDIS_URL is not the address of a Redis');
  const connection = address.kind === 'server' ? new IORedis(url, patient) : connected(address);
  connection.on('error', (error: unknown) => log.warn('Redis is out of reach', { error }));
  return connection;
}

// BullMQ asks that no command gives up by itself.
const patient = { maxRetriesPerRequest: null };

function connected(address: RedisAddress): Redis {
  const { kind, nodes, tls, primary, database: db, sentinelUsername, sentinelPassword } = address;
  if (kind === 'cluster') return clusterOf(address);
  return new IORedis({
    ...optionsOf(address),
    sentinels: nodes,
    name: primary,
    db,
    sentinelUsername,
    sentinelPassword,
    // A primary that was only demoted keeps the connection open and refuses what is written.
    reconnectOnError: ({ message }) => (message.startsWith('READONLY') ? 2 : false),
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
  });
}

const optionsOf = ({ username, password, tls }: RedisAddress) => ({
  username,
  password,
  ...patient,
  ...(tls && { tls: {} }),
});

const clusterOf = (address: RedisAddress) =>
  new Cluster(address.nodes, {
    redisOptions: optionsOf(address),
    // Long enough for the others to choose a new primary in place of a lost one.
    maxRedirections: 100,
    clusterRetryStrategy: (times) => Math.min(100 * times, 2_000),
    // A certificate is for the name, not for the number behind it.
    ...(address.tls && { dnsLookup: (name, done) => done(null, name) }),
  });

/** BullMQ's scripts touch many keys of one queue: in a cluster a hash tag keeps them on one node. */
export const queuePrefix = (redis: Redis, queue: string) => (redis instanceof Cluster ? { prefix: `{${queue}}` } : {});

// In the hash tag of the queue: in a cluster it goes when the queue's own keys go.
const looksAt = (queue: string) => `regiso:{${queue}}:looks`;

/** How often a Redis was compared with what a queue should know since it was last emptied. */
export const remembers = async (redis: Redis, queue: string): Promise<number> =>
  Number(await redis.get(looksAt(queue)));

/** Notes how often it was compared. */
export const toRemember = (redis: Redis, queue: string, looks: number) => redis.set(looksAt(queue), looks);

const patienceMs = 2_000;

/**
 * Waits until a replica has what this connection wrote, wherever there are replicas, so that a failover forgets none of
 * it. Throws when no replica answers in time.
 */
export async function replicated(redis: Redis): Promise<void> {
  const primaries = redis instanceof Cluster ? redis.nodes('master') : [redis];
  await Promise.all(
    primaries.map(async (primary) => {
      const [, replicas = '0'] = /connected_slaves:(\d+)/.exec(await primary.info('replication')) ?? [];
      if (Number(replicas) > 0 && (await primary.wait(1, patienceMs)) < 1)
        throw new Error('No replica of Redis has taken over what was written');
    }),
  );
}
