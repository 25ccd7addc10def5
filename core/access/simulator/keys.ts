import { randomBytes, webcrypto } from 'node:crypto';

export type KeyPair = { key: string; certificate: string };

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const dayMs = 86_400_000;
const commonName = '2.5.4.3';

/** A new RSA key with a certificate that it has signed itself, good until so many days from now; in PEM. */
export async function makeKeyPair(name: string, days = 3650): Promise<KeyPair> {
  const [pki, asn1] = [await import('pkijs'), await import('asn1js')];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = new pki.Certificate({ version: 2 });
  const serial = randomBytes(8);
  serial.writeUInt8(serial.readUInt8(0) & 0x7f || 1, 0);
  certificate.serialNumber = new asn1.Integer({ valueHex: new Uint8Array(serial).buffer });
  for (const who of [certificate.issuer, certificate.subject])
    who.typesAndValues.push(
      new pki.AttributeTypeAndValue({ type: commonName, value: new asn1.Utf8String({ value: name }) }),
    );
  certificate.notBefore.value = new Date(Date.now() - 2 * dayMs);
  certificate.notAfter.value = new Date(Date.now() + days * dayMs);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, 'SHA-256');
  return {
    key: pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
    certificate: pem('CERTIFICATE', certificate.toSchema(true).toBER(false)),
  };
}

function pem(kind: string, der: ArrayBuffer) {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`;
}
