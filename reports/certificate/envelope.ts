import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { UsageError } from '../../targets/usage-error.js';
import type { CertificateStatement } from './statement.js';

const payloadType = 'application/vnd.in-toto+json';

/** A DSSE envelope: a payload with signatures over it and its type. */
export interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** Signs a statement with an Ed25519 private key (PEM). Throws `UsageError` where the key is another one. */
export function signStatement(statement: CertificateStatement, privateKey: string): Envelope {
  const key = readKey(privateKey, createPrivateKey, 'private');
  const payload = Buffer.from(JSON.stringify(statement));
  const signature = sign(null, preAuthenticated(payloadType, payload), key);
  return {
    payload: payload.toString('base64'),
    payloadType,
    signatures: [{ keyid: keyId(createPublicKey(key)), sig: signature.toString('base64') }],
  };
}

/** Whether one of the signatures was made with the key (PEM, public). Throws `UsageError` where the key is of another kind. */
export function isSignedBy(envelope: Envelope, publicKey: string): boolean {
  const key = readKey(publicKey, createPublicKey, 'public');
  if (envelope.payloadType !== payloadType) return false;
  const signed = preAuthenticated(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  return envelope.signatures.some(({ sig }) => verify(null, signed, key, Buffer.from(sig, 'base64')));
}

// DSSE signs type and payload together, each with its length, so that neither can pass for the other.
function preAuthenticated(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function readKey(pem: string, create: (pem: string) => KeyObject, kind: string): KeyObject {
  let key: KeyObject;
  try {
    key = create(pem);
  } catch (cause) {
    throw new UsageError(`the key is no ${kind} key in PEM: ${(cause as Error).message}`, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new UsageError(
      `the key is ${key.asymmetricKeyType ?? 'of an unknown type'}; it must be Ed25519: openssl genpkey -algorithm ed25519`,
    );
  }
  return key;
}

function keyId(key: KeyObject): string {
  const encoded = key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(encoded).digest('hex');
}
