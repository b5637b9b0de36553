import { stringAt } from '../../../schemas/json.js';
import { refusals } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { inError } from '../refusal.js';
import { isOwnRefusal } from './envelope.js';

/** Types and codes of other faults. A model that one has no access to is often called not found. */
const otherFault =
  /server_?error|^internal|too_?many|rate_?limit|^(resource_?|response_?)?not_?found(_error)?$|timeout|overload|^(?!403$)[1-5]\d\d$/i;

/** Words by which an error says that somebody may not do something, whatever else it calls itself. */
const permissionWords =
  /permi(t|ss)|forbid|denied|allow|authori[sz]|authentic|access|scope|role|privilege|api.?key|credential|token|entitle|eligib|disabled|block|restrict|region|country|polic|belong|owner|403/i;

export const forbiddenMeaning = rule({
  id: 'ERR-FORBIDDEN-TYPE',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'errors',
  title: 'The error of a 403 says that something is not permitted, and does not call itself another fault',
  source: {
    dialect: 'all',
    section: 'Error',
    note: 'type and code classify the error, the message explains it; 403 is neither a failure nor a limit',
  },
  needs: [],
  evidence: ['errors/*', 'auth/*', 'isolation/*'],
  why: 'Clients that retry by type or code try again for ever; people who read "internal error" look in the wrong place.',
  fix: 'Send a type or code of its own for missing permission, e.g. permission_error, and say in the message what is missing.',
  judge: refusals({
    given: (view) => view.status === 403 && view.error !== null && isOwnRefusal(view),
    check: (view, report) => {
      const error = view.error?.value;
      const wrong = ['type', 'code'].find((member) => stringAt(error, member)?.match(otherFault));
      if (wrong !== undefined) {
        report({
          pointer: inError(view, wrong),
          message: `the ${wrong} of a 403 is that of another fault`,
          expected: 'permission_error',
          actual: error?.[wrong],
        });
        return;
      }
      const said = ['type', 'code', 'message'].map((member) => stringAt(error, member));
      if (permissionWords.test(said.join(' '))) return;
      report({
        pointer: inError(view, 'message'),
        message: 'nothing in the error of a 403 says that something is not permitted',
        expected: 'a type, code or message that names the missing permission',
        actual: error,
      });
    },
  }),
});
