import type { Server } from '@hapi/hapi';
import type { EsiaSettings } from '../../server/sign-in-settings';
import { originOf, pathOfWay } from '../providers/addresses';
import type { EsiaOptions } from '../providers/esia/scheme';
import { signerFor } from '../providers/esia/signer';
import { makeKeyPair } from './keys';
import { simulatorIssuer } from './people';
import { esiaSimulator } from './service';

const prefix = '/esia-simulator';
const clientId = 'REGISO-DEMO';

/** Opens the simulator on the server of the product itself, with keys of this run, and gives how to reach it as ESIA. */
export async function simulatedEsia(server: Server): Promise<EsiaOptions> {
  const [client, provider] = await Promise.all([makeKeyPair('REGISO demo'), makeKeyPair('ESIA simulator')]);
  const settings: EsiaSettings = {
    clientId,
    url: prefix,
    issuer: simulatorIssuer,
    shape: 'v2',
    scopes: 'openid fullname snils',
    key: client.key,
    certificate: client.certificate,
    providerCertificates: provider.certificate,
  };
  const known = {
    id: clientId,
    certificate: client.certificate,
    shape: settings.shape,
    allows: ({ pathname }: URL) => pathname === pathOfWay('esia'),
  };
  await server.register(esiaSimulator({ client: known, issuer: simulatorIssuer, provider }), { routes: { prefix } });
  return {
    settings,
    signer: signerFor(settings),
    pages: (request) => `${originOf(request)}${prefix}`,
    services: () => `${ownAddress(server)}${prefix}`,
  };
}

// The server calls itself: by loopback where it listens on every address.
const ownAddress = ({ info }: Server) =>
  ['0.0.0.0', '::'].includes(info.address ?? info.host) ? `http://127.0.0.1:${info.port}` : info.uri;
