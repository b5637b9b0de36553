import { cases } from './case.js';
import { message } from './output.js';
import { created, refused } from './traffic.js';

const asked = { model: 'm', input: 'Hi', metadata: { one: '1' } };
const served = created(asked, [message('Hello.')]);
const unknown = refused(asked, 400, {
  error: {
    message: 'Unknown parameter: metadata.',
    type: 'invalid_request_error',
    param: 'metadata',
    code: 'unknown_parameter',
  },
});
const declared = { capabilities: { metadata: true } };
const rules = ['CAP-METADATA'];

export const capabilitiesCases = cases(
  {
    name: 'a capability that was declared is there',
    exchanges: [served],
    target: declared,
    passed: rules,
  },
  {
    name: 'a capability that was declared is refused',
    exchanges: [unknown],
    target: declared,
    blamed: { 'CAP-METADATA': '/status', 'REQ-VALID-ACCEPTED': '/status' },
  },
  {
    name: 'a capability that is there only at times is there',
    exchanges: [unknown, served],
    target: declared,
    blamed: { 'REQ-VALID-ACCEPTED': '/status' },
    passed: rules,
  },
  {
    name: 'a capability that nobody declared may be refused',
    exchanges: [unknown],
    notFor: rules,
  },
);
