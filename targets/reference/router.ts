import type { Dialect, DialectName } from '../../schemas/dialect.js';
import { type Operation, operationOf } from '../exchange.js';
import { type Fault, invalid } from './fault.js';

/** What comes before `/responses`, the first is the one that is announced. */
const basePaths: { readonly [name in DialectName]: readonly RegExp[] } = {
  openai: [/^\/v1(?=\/|$)/],
  'open-responses': [/^\/v1(?=\/|$)/],
  'azure-openai': [/^\/openai\/v1(?=\/|$)/],
  'azure-foundry': [/^\/api\/projects\/[^/]+\/openai\/v1(?=\/|$)/, /^\/openai\/v1(?=\/|$)/],
};

const announced: { readonly [name in DialectName]: string } = {
  openai: '/v1',
  'open-responses': '/v1',
  'azure-openai': '/openai/v1',
  'azure-foundry': '/api/projects/reference/openai/v1',
};

/** Open Responses specifies no look-up, but a background response is of no use without one (superset, HTTP-SUPERSET). */
const alsoServed: { readonly [name in DialectName]: readonly Operation[] } = {
  openai: [],
  'azure-openai': [],
  'azure-foundry': [],
  'open-responses': ['retrieve-response', 'delete-response', 'cancel-response'],
};

/** The path that a dialect's base URL ends in. */
export function basePathOf(name: DialectName): string {
  return announced[name];
}

export interface Route {
  readonly path: string;
  readonly operation: Operation;
  readonly parameters: {
    readonly responseId?: string;
    readonly conversationId?: string;
    readonly itemId?: string;
  };
}

/** The part of the path behind the base; null where the base does not fit. */
function pathBehindBase(name: DialectName, pathname: string): string | null {
  const base = basePaths[name]
    .map((pattern) => pattern.exec(pathname)?.[0])
    .find((found) => found !== undefined);
  return base === undefined ? null : pathname.slice(base.length);
}

/** What a request asks for, or why nothing is there to answer it. */
export function routeOf(dialect: Dialect, method: string, pathname: string): Route | Fault {
  const path = pathBehindBase(dialect.name, pathname);
  const operation = path === null ? 'other' : operationOf(method, path);
  if (path === null || !isServed(dialect, operation)) return unrouted(dialect, method, path, pathname);
  return { path, operation, parameters: parametersOf(path, operation) };
}

function isServed(dialect: Dialect, operation: Operation): boolean {
  return dialect.wire.operations.includes(operation) || alsoServed[dialect.name].includes(operation);
}

function unrouted(dialect: Dialect, method: string, path: string | null, pathname: string): Fault {
  const others = ['GET', 'POST', 'DELETE'].filter(
    (other) => path !== null && isServed(dialect, operationOf(other, path)),
  );
  if (others.length === 0) {
    return invalid(null, `Invalid URL (${method} ${shortened(pathname)})`, {
      stage: 'route',
      status: 404,
      code: 'not_found',
    });
  }
  const fault = invalid(
    null,
    `Not allowed to ${method} on ${shortened(pathname)}. Use ${others.join(' or ')}.`,
    {
      stage: 'route',
      status: 405,
      code: 'method_not_allowed',
    },
  );
  return { ...fault, headers: [['allow', others.join(', ')]] };
}

function parametersOf(path: string, operation: Operation): Route['parameters'] {
  const [root, first, , second] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (first === undefined || operation === 'count-input-tokens' || operation === 'compact-response')
    return {};
  if (root === 'responses') return { responseId: first };
  return second === undefined ? { conversationId: first } : { conversationId: first, itemId: second };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Not percent-encoded properly: no id looks like that, so it will not be found.
    return part;
  }
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
