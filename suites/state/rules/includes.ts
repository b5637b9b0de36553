import { exchanges } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { isVerdict } from '../../engine/status.js';
import { storingDialects } from '../storing-dialects.js';

export const includeParameter = rule({
  id: 'INC-PARAM-NAME',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'schema',
  area: 'state',
  title: 'GET of a response takes every include value under the name that the dialect gives the parameter',
  source: { dialect: 'all', section: 'GET /responses/{id}', note: 'include (OpenAI), include[] (Azure)' },
  needs: ['state'],
  why: 'SDKs send the parameter under this name: retrieving with additional data fails.',
  fix: 'Read the repeated query parameter include (Azure: include[]) and accept every value of the published list.',
  judge: exchanges({
    of: ['retrieve-response'],
    given: ({ exchange, dialect, status }) =>
      exchange.intent.validity === 'valid' &&
      exchange.request.query.some(([name]) => name === dialect.wire.includeParameter) &&
      isVerdict(status),
    check: ({ accepted, dialect, error, status }, report) => {
      if (accepted) return;
      report({
        pointer: '/status',
        message: `GET with ${dialect.wire.includeParameter} was answered ${status}.`,
        expected: 200,
        actual: error?.value ?? status,
      });
    },
  }),
});
