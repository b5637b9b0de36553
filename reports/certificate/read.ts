import { isObject } from '../../schemas/json.js';
import { UsageError } from '../../targets/usage-error.js';
import type { Envelope } from './envelope.js';
import { type CertificateStatement, predicateType, statementType } from './statement.js';

/** A certificate as it was read: signed or not. */
export interface Certificate {
  readonly envelope: Envelope | null;
  readonly statement: CertificateStatement;
}

/** Reads the text of a certificate, in an envelope or bare. Throws `UsageError` where it is something else. */
export function readCertificate(text: string, file: string): Certificate {
  const document = parsed(text, file);
  const envelope = isEnvelope(document) ? document : null;
  const value =
    envelope === null ? document : parsed(Buffer.from(envelope.payload, 'base64').toString(), file);
  if (!isStatement(value)) {
    throw new UsageError(`${file} is no certificate: it is not an in-toto Statement with a test result`);
  }
  return { envelope, statement: value };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is no certificate: ${(cause as Error).message}`, { cause });
  }
}

function isEnvelope(value: unknown): value is Envelope {
  return (
    isObject(value) &&
    typeof value['payload'] === 'string' &&
    typeof value['payloadType'] === 'string' &&
    Array.isArray(value['signatures']) &&
    value['signatures'].every((entry) => isObject(entry) && typeof entry['sig'] === 'string')
  );
}

function isStatement(value: unknown): value is CertificateStatement {
  if (!isObject(value) || value['_type'] !== statementType || value['predicateType'] !== predicateType)
    return false;
  const predicate = value['predicate'];
  const conformance = isObject(predicate) ? predicate['conformance'] : undefined;
  return (
    isObject(conformance) &&
    Array.isArray(conformance['rules']) &&
    Array.isArray(conformance['profiles']) &&
    isObject(conformance['transcript']) &&
    isObject(conformance['target']) &&
    isObject(conformance['suite'])
  );
}
