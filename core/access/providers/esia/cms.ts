import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';

const sha256 = 'SHA-256';
const data = '1.2.840.113549.1.7.1';
const attributes = {
  contentType: '1.2.840.113549.1.9.3',
  digest: '1.2.840.113549.1.9.4',
  time: '1.2.840.113549.1.9.5',
};

// ESM-only, and needed only where ESIA is set up.
const libraries = async () => ({ pki: await import('pkijs'), asn1: await import('asn1js') });

const bytesOf = (buffer: Buffer) => new Uint8Array(buffer).buffer;

/** A detached PKCS#7 (CMS) signature in DER, RSA with SHA-256, the certificate inside. */
export async function signDetached(message: Buffer, key: string, certificate: string): Promise<Buffer> {
  const { pki, asn1 } = await libraries();
  const signer = pki.Certificate.fromBER(bytesOf(new X509Certificate(certificate).raw));
  const digest = await webcrypto.subtle.digest(sha256, new Uint8Array(message));
  const attribute = (type: string, value: unknown) => new pki.Attribute({ type, values: [value as never] });
  const signed = new pki.SignedData({
    version: 1,
    encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: data }),
    certificates: [signer],
    signerInfos: [
      new pki.SignerInfo({
        version: 1,
        sid: new pki.IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
        signedAttrs: new pki.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(attributes.contentType, new asn1.ObjectIdentifier({ value: data })),
            attribute(attributes.time, new asn1.UTCTime({ valueDate: new Date() })),
            attribute(attributes.digest, new asn1.OctetString({ valueHex: digest })),
          ],
        }),
      }),
    ],
  });
  await signed.sign(await webKey(key), 0, sha256, new Uint8Array(message));
  const wrapped = new pki.ContentInfo({ contentType: pki.ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
  return Buffer.from(wrapped.toSchema().toBER(false));
}

const webKey = (key: string) =>
  webcrypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(createPrivateKey(key).export({ type: 'pkcs8', format: 'der' })),
    { name: 'RSASSA-PKCS1-v1_5', hash: sha256 },
    false,
    ['sign'],
  );

/** Whether a detached signature is over these bytes and was made by the owner of this very certificate. */
export async function fitsDetached(message: Buffer, signature: Buffer, certificate: string): Promise<boolean> {
  const { pki } = await libraries();
  try {
    const signed = new pki.SignedData({ schema: pki.ContentInfo.fromBER(bytesOf(signature)).content as never });
    const [given, ...others] = signed.certificates ?? [];
    if (others.length || signed.signerInfos.length !== 1 || !(given instanceof pki.Certificate)) return false;
    const raw = Buffer.from(given.toSchema(true).toBER(false));
    if (!raw.equals(new X509Certificate(certificate).raw)) return false;
    return await signed.verify({ signer: 0, data: bytesOf(message), checkChain: false });
  } catch {
    return false;
  }
}
