import { InvalidArgumentError } from 'commander';
import type { Shard } from '../../suites/engine/shard.js';
import { closest } from './closest.js';

/** A parser for whole numbers from `least` on. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${most}`;
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}${upTo}.`);
    }
    return value;
  };
}

/** Parses a number above zero. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** Parses an absolute http or https URL and takes the trailing slash off. */
export function httpUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidArgumentError('It must be a URL such as http://127.0.0.1:8000/v1.');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new InvalidArgumentError('It must begin with http:// or https://.');
  if (url.username !== '' || url.password !== '')
    throw new InvalidArgumentError('It must not contain credentials; name a variable with --api-key-env.');
  if (url.search !== '' || url.hash !== '')
    throw new InvalidArgumentError('It must not have a query or fragment; use --query name=value.');
  return url.href.replace(/\/+$/, '');
}

/** A parser for comma-separated names, repeatable, each out of `allowed`. */
export function namesOutOf<Name extends string>(
  allowed: readonly Name[],
): (text: string, before: readonly Name[] | undefined) => readonly Name[] {
  return (text, before = []) => [...before, ...splitList(text).map((name) => oneOf(allowed, name))];
}

/** Parses comma-separated texts, repeatable. */
export function list(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...splitList(text)];
}

/** Collects a repeatable option. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** The name itself where it is among `allowed`; throws with the closest one otherwise. */
export function oneOf<Name extends string>(allowed: readonly Name[], name: string): Name {
  const found = allowed.find((candidate) => candidate === name);
  if (found !== undefined) return found;
  const near = closest(name, allowed);
  const hint = near === null ? `Choose out of: ${allowed.join(', ')}.` : `Did you mean ${near}?`;
  throw new InvalidArgumentError(`'${name}' is not known. ${hint}`);
}

/** Collects headers written `name: value`. */
export function header(
  text: string,
  before: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const match = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(text);
  if (match === null) throw new InvalidArgumentError("It must look like 'name: value'.");
  return [...before, [match[1] ?? '', match[2] ?? '']];
}

/** Collects query parameters written `name=value`. */
export function queryParameter(
  text: string,
  before: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError("It must look like 'name=value'.");
  return [...before, [text.slice(0, at), text.slice(at + 1)]];
}

/** Parses `I/N`. */
export function shard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const index = Number(match?.[1] ?? 0);
  const count = Number(match?.[2] ?? 0);
  if (match === null || index < 1 || count < 1 || index > count)
    throw new InvalidArgumentError(
      'It must look like 1/3: number of the shard, a slash, how many there are.',
    );
  return { index, count };
}

function splitList(text: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('It must name at least one.');
  return names;
}
