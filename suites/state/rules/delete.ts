import { isObject } from '../../../schemas/json.js';
import { exchanges, linked } from '../../engine/judges.js';
import { rule } from '../../engine/rule.js';
import { isSuccess, isVerdict } from '../../engine/status.js';
import { responseFacts, responseInPath, shortRefusal, type Use, usesIn } from '../response-links.js';
import { storingDialects } from '../storing-dialects.js';

const deletedShape = rule({
  id: 'DEL-SHAPE',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'example',
  area: 'state',
  title: 'DELETE of a response answers with a body of its id, its object name and deleted: true',
  source: { dialect: 'openai', section: 'DELETE /responses/{id}', note: 'id, object, deleted: true' },
  needs: ['delete'],
  evidence: ['state/*', 'background/*', 'conversations/*'],
  why: 'SDKs parse the body: an empty or other answer ends in an exception although the response is gone.',
  fix: 'Answer 200 with {"id": "<the id>", "object": "response", "deleted": true} (Azure: object "response.deleted").',
  judge: exchanges({
    of: ['delete-response'],
    given: (view) => view.accepted,
    check: (view, report) => {
      const { answer, dialect, status } = view;
      const id = responseInPath(view);
      const json = answer?.json;
      if (!isObject(json)) {
        report({
          pointer: '/body',
          message: `The answer to DELETE is not a JSON object (status ${status}, ${answer?.bytes} bytes).`,
          expected: { id, object: dialect.wire.deletedObject[0] ?? null, deleted: true },
          actual: answer?.text.slice(0, 200) ?? null,
        });
        return;
      }
      if (json['id'] !== id)
        report({
          pointer: '/id',
          message: 'The answer to DELETE names another id.',
          expected: id,
          actual: json['id'] ?? null,
        });
      if (json['deleted'] !== true)
        report({
          pointer: '/deleted',
          message: 'The answer to DELETE does not say deleted: true.',
          expected: true,
          actual: json['deleted'] ?? null,
        });
      const named = json['object'];
      if (typeof named !== 'string' || !dialect.wire.deletedObject.includes(named))
        report({
          pointer: '/object',
          message: 'The answer to DELETE has another object name.',
          expected: [...dialect.wire.deletedObject],
          actual: named ?? null,
        });
    },
  }),
});

/** Judges what comes behind an accepted delete: exchanges of these kinds that the scenario marked as `after-delete`. */
function afterDelete(kinds: readonly Use['kind'][], what: string, accepted: (use: Use) => boolean) {
  const later = (facts: Parameters<typeof usesIn>[0]) =>
    kinds.flatMap((kind) =>
      usesIn(facts, kind).filter(({ fact }) => fact.step === 'after-delete' && isVerdict(fact.status)),
    );
  return linked({
    pick: responseFacts,
    given: (facts) =>
      usesIn(facts, 'delete').some(({ fact }) => fact.step !== 'after-delete' && isSuccess(fact.status)) &&
      later(facts).length > 0,
    check: (facts, report) => {
      for (const { exchange, fact } of later(facts)) {
        if (accepted(fact)) continue;
        report({
          pointer: '/status',
          exchange,
          message: `${what} of a deleted response was answered ${shortRefusal(fact)}.`,
          expected: 404,
          actual: fact.status,
        });
      }
    },
  });
}

const deletedIsGone = rule({
  id: 'DEL-THEN-404',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'A deleted response is gone: GET gives 404',
  source: { dialect: 'openai', section: 'DELETE /responses/{id}', note: 'deletes the response of that id' },
  needs: ['delete'],
  why: 'Users delete to have their data gone.',
  fix: 'Remove the stored response and answer 404 to its id from then on.',
  judge: afterDelete(['retrieve', 'input-items'], 'GET', ({ status }) => status === 404),
});

const deletedTwice = rule({
  id: 'DEL-TWICE-404',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'schema',
  area: 'state',
  title: 'A second DELETE of the same response gives 404',
  source: {
    dialect: 'openai',
    section: 'DELETE /responses/{id}',
    note: '404 where there is no such response',
  },
  needs: ['delete'],
  why: 'A delete that always succeeds hides typing errors and lost data from whoever cleans up.',
  fix: 'Answer 404 where DELETE names a response that is not stored (any more).',
  judge: afterDelete(['delete'], 'A second DELETE', ({ status }) => status === 404),
});

const deletedIsNoContext = rule({
  id: 'REQ-PREV-DELETED',
  dialects: storingDialects,
  level: 'MUST',
  basis: 'inferred',
  area: 'state',
  title: 'A deleted response is refused as previous_response_id',
  source: {
    dialect: 'open-responses',
    section: 'previous_response_id',
    note: 'an id that is not known fails',
  },
  needs: ['delete', 'previous-response'],
  why: 'What was deleted goes on being fed to the model, or the turn silently runs without its history.',
  fix: 'Look up previous_response_id among what is stored now; answer 400 or 404 with code previous_response_not_found otherwise.',
  judge: afterDelete(
    ['continue'],
    'A turn that continues from the id',
    ({ status, response }) => (status >= 400 && status < 500) || response?.['status'] === 'failed',
  ),
});

export const deleteRules = [deletedShape, deletedIsGone, deletedTwice, deletedIsNoContext];
