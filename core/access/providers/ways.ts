import type { Request, Server } from '@hapi/hapi';
import { installed } from '../../server/installed';
import { log } from '../../server/log';
import { simulatedEsia } from '../simulator';
import { esiaScheme, type EsiaOptions } from './esia/scheme';
import { signerFor } from './esia/signer';
import { registerOidc } from './oidc';
import { EntryRefusal, type ProvenIdentity } from './refusal';

export type Way = { id: string; title: string; titleEn: string; issuer: string; isSimulated: boolean };

const providerWaitMs = 25_000;
let esiaIssuer: { issuer: string; isSimulated: boolean } | undefined;

/** Adds to the server every configured way of signing in by a provider; the simulator with a loud word. */
export async function registerWays(server: Server) {
  const { signIn } = installed().config;
  esiaIssuer = undefined;
  await registerOidc(server, signIn.oidc);
  const options = signIn.simulator ? await simulated(server) : realEsia();
  if (!options) return;
  useEsia(server, options, signIn.simulator);
}

/** Puts ESIA, or what stands in for it, behind the strategy `esia`. */
export function useEsia(server: Server, options: EsiaOptions, isSimulated = false) {
  server.auth.scheme('esia', esiaScheme);
  server.auth.strategy('esia', 'esia', options);
  esiaIssuer = { issuer: options.settings.issuer, isSimulated };
}

function realEsia(): EsiaOptions | undefined {
  const { esia } = installed().config.signIn;
  if (!esia) return undefined;
  return { settings: esia, signer: signerFor(esia), pages: () => esia.url, services: () => esia.url };
}

async function simulated(server: Server) {
  log.warn('ESIA IS SIMULATED: anyone who opens its page signs in as any of its made-up people. Never in production.');
  return simulatedEsia(server);
}

/** The ways in by provider, ESIA first. */
export function ways(): Way[] {
  const esia = esiaIssuer && {
    id: 'esia',
    title: 'Госуслуги (ЕСИА)',
    titleEn: 'Gosuslugi (ESIA)',
    ...esiaIssuer,
  };
  const others = installed().config.signIn.oidc.map(({ id, title, titleEn, issuer }) => ({
    id,
    title,
    titleEn: titleEn ?? title,
    issuer,
    isSimulated: false,
  }));
  return [...(esia ? [esia] : []), ...others];
}

export const wayBy = (id: string) => ways().find((way) => way.id === id);

type Passed = { identity: ProvenIdentity } | { response: unknown };

/** Lets the provider's scheme look at the request: it sends the browser away, or says who came back. Throws EntryRefusal. */
export async function pass(request: Request, way: string): Promise<Passed> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new EntryRefusal('provider-silent', 'no answer in time')), providerWaitMs);
  });
  try {
    const { credentials } = (await Promise.race([request.server.auth.test(way, request), late])) as {
      credentials: { identity?: ProvenIdentity };
    };
    if (!credentials.identity) throw new EntryRefusal('bad-token', 'nobody is named');
    return { identity: credentials.identity };
  } catch (thrown) {
    if (!(thrown instanceof Error)) return { response: thrown };
    throw thrown instanceof EntryRefusal ? thrown : refusalOf(thrown);
  } finally {
    clearTimeout(timer);
  }
}

// Bell says what went wrong in words only.
function refusalOf({ message }: Error): EntryRefusal {
  if (/state parameter/.test(message)) return new EntryRefusal('wrong-state', message);
  if (/rejected/i.test(message)) return new EntryRefusal('denied', message);
  return new EntryRefusal('provider-refused', message.slice(0, 200));
}
