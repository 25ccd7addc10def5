import Hapi from '@hapi/hapi';
import { signerFor } from '../../providers/esia/signer';
import { useEsia } from '../../providers/ways';
import { makeKeyPair, type KeyPair } from '../../simulator/keys';
import { simulatorIssuer } from '../../simulator/people';
import { esiaSimulator, type SimulatorOptions } from '../../simulator/service';
import type { TestApp } from '../../../testing';
import { aBrowser, locationOf, pathOf } from './a-browser';

type Wanted = { shape: 'v1' | 'v2'; signingKey?: KeyPair; certificates?: (provider: KeyPair) => string };

/** The simulator on a server of its own, as ESIA is, and the application set up to use it. */
export async function anEsia(test: TestApp, { shape, signingKey, certificates }: Wanted) {
  const [own, provider] = await Promise.all([makeKeyPair('own'), makeKeyPair('provider')]);
  const options: SimulatorOptions = {
    client: {
      id: 'TEST',
      certificate: own.certificate,
      shape,
      allows: ({ href }) => href === 'http://regiso.test/api/access/enter/esia',
    },
    issuer: simulatorIssuer,
    provider,
  };
  const server = Hapi.server({ host: '127.0.0.1', port: 0 });
  await server.register(esiaSimulator(options));
  await server.start();
  const settings = {
    clientId: 'TEST',
    url: server.info.uri,
    issuer: simulatorIssuer,
    shape,
    scopes: 'openid fullname snils',
    key: (signingKey ?? own).key,
    certificate: (signingKey ?? own).certificate,
    providerCertificates: certificates?.(provider) ?? provider.certificate,
  };
  const address = () => server.info.uri;
  // Read anew each time: a test that exchanges a key in the settings stands for processes restarted one after another.
  const signer = {
    get certificateHash() {
      return signerFor(settings).certificateHash;
    },
    sign: (message: Buffer) => signerFor(settings).sign(message),
  };
  useEsia(test.app.server, { settings, signer, pages: address, services: address }, true);
  return { server, options, provider, own, settings, stop: () => server.stop() };
}

type Esia = Awaited<ReturnType<typeof anEsia>>;

/** Chooses a person on the simulator's page; gives the address the browser is sent back to. */
export async function choose(address: string, oid: string): Promise<string> {
  const page = await fetch(address);
  const text = await page.text();
  if (page.status !== 200) throw new Error(text);
  const request = /name="request" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const body = new URLSearchParams({ request, person: oid });
  const chosen = await fetch(`${new URL(address).origin}/choose`, { method: 'POST', body, redirect: 'manual' });
  return chosen.headers.get('location') ?? '';
}

/** A whole sign-in up to the answer of our own server. */
export async function comeBy(test: TestApp, _esia: Esia, oid: string, to?: string) {
  const browser = aBrowser(test);
  const out = await browser.call(`/api/access/enter/esia${to ? `?to=${encodeURIComponent(to)}` : ''}`);
  const back = await choose(locationOf(out), oid);
  const answer = await browser.call(pathOf(back));
  return { browser, back: pathOf(back), answer };
}
