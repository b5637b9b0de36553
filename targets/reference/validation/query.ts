import type { Dialect } from '../../../schemas/dialect.js';
import { includeValues } from '../../../schemas/include-values.js';
import type { Operation } from '../../exchange.js';
import { type Fault, invalid } from '../fault.js';
import { includedInQuery } from '../operations/show.js';
import { readPageRequest } from '../state/paging.js';

const lists: readonly Operation[] = [
  'list-input-items',
  'list-responses',
  'list-conversations',
  'list-conversation-items',
];

/** What is wrong with the query of a request. */
export function queryFault(query: URLSearchParams, operation: Operation, dialect: Dialect): Fault | null {
  return (
    versionFault(query, dialect) ??
    includeFault(query, dialect) ??
    (lists.includes(operation) ? pageFault(query, dialect) : null) ??
    (operation === 'retrieve-response' ? resumeFault(query) : null)
  );
}

/** Absent means v1 (AZ-APIVERSION). */
function versionFault(query: URLSearchParams, { wire, name }: Dialect): Fault | null {
  const version = query.get('api-version');
  if (version === null || wire.apiVersions === null || name === 'azure-foundry') return null;
  if (wire.apiVersions.includes(version)) return null;
  const known = wire.apiVersions.map((one) => `'${one}'`).join(' and ');
  return invalid(
    'api-version',
    `API version not supported: '${version.slice(0, 60)}'. Supported are ${known}.`,
    {
      code: 'BadRequest',
    },
  );
}

/** The set is closed in these dialects (INC-UNKNOWN). */
function includeFault(query: URLSearchParams, { name }: Dialect): Fault | null {
  if (name === 'azure-openai' || name === 'azure-foundry') return null;
  const unknown = includedInQuery(query).find((value) => !includeValues(name).includes(value));
  return unknown === undefined
    ? null
    : invalid('include', `Invalid value for 'include': '${unknown.slice(0, 100)}'.`);
}

function pageFault(query: URLSearchParams, { wire }: Dialect): Fault | null {
  const asked = readPageRequest(query, wire.pagingBefore);
  return 'stage' in asked ? asked : null;
}

function resumeFault(query: URLSearchParams): Fault | null {
  for (const flag of ['stream', 'include_obfuscation']) {
    const value = query.get(flag);
    if (value !== null && value !== 'true' && value !== 'false') {
      return invalid(flag, `Invalid type for '${flag}': expected true or false.`, { code: 'invalid_type' });
    }
  }
  const after = query.get('starting_after');
  if (after !== null && !/^-?\d{1,9}$/.test(after)) {
    return invalid('starting_after', "Invalid type for 'starting_after': expected an integer.", {
      code: 'invalid_type',
    });
  }
  return null;
}
