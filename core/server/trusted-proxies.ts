import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function listOf(text: string): BlockList | undefined {
  const list = new BlockList();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
    const longest = isIP(address) === 6 ? 128 : 32;
    if (!isIP(address) || Number(bits ?? longest) > longest) return undefined;
    list.addSubnet(address, Number(bits ?? longest), familyOf(address));
  }
  return list;
}

export const trustedProxies = z
  .string()
  .transform(listOf)
  .refine((list) => list !== undefined, 'is written as addresses and networks: 10.0.0.5, 192.168.1.0/24, fd00::/8');

const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Address of who asks: that of the connection, or, when a trusted proxy holds the connection, the last address of
 * `X-Forwarded-For` that no trusted proxy has. What a stranger wrote before it counts for nothing; a word that is no
 * address ends the walk.
 */
export function behind(trusted: BlockList, peer: string, forwarded = ''): string {
  let client = plain(peer);
  const hops = forwarded.split(',').map((hop) => plain(hop.trim()));
  while (hops.length && trusted.check(client, familyOf(client))) {
    const next = hops.pop() as string;
    if (!isIP(next)) break;
    client = next;
  }
  return client;
}
