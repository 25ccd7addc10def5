import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import type { EsiaSettings } from '../../../server/sign-in-settings';
import { signDetached } from './cms';
import { runWith } from './command';
import { shapes } from './shape';

/** Signs what goes to ESIA. Another one (a key in a token, an HTTP service) needs these two only. */
export type EsiaSigner = {
  sign(message: Buffer): Promise<Buffer>;
  /** By which ESIA finds the certificate, where the shape of the request names it. */
  certificateHash: string;
};

/** The signer that the settings name: an external program (GOST), else RSA by the key. */
export function signerFor(settings: EsiaSettings): EsiaSigner {
  const { key = '', certificate = '', certificateHash, signCommand, shape } = settings;
  if (signCommand) return { certificateHash: certificateHash ?? '', sign: (message) => runWith(signCommand, message) };
  const writes = shapes[shape].signature;
  return {
    certificateHash: certificateHash ?? hashOf(certificate),
    sign: async (message) =>
      writes === 'cms' ? signDetached(message, key, certificate) : sign('sha256', message, createPrivateKey(key)),
  };
}

/** SHA-256 of a certificate's DER form, as its fingerprint is written. */
export const hashOf = (certificate: string) =>
  createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex').toUpperCase();
