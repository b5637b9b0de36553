import type { JsonObject, JsonValue } from '../../schemas/json.js';
import { isObject } from '../../schemas/json.js';
import type { Change, Plan, RequestContext } from '../../targets/reference/index.js';

/** A server that alters every Response object before it goes out, as JSON and in events. */
export function alteringResponses(
  alter: (response: JsonObject, context: RequestContext) => JsonObject,
): Change {
  return { response: (response, _place, context) => alter(response, context) };
}

/** A server that alters Response objects of a status, e.g. completed ones. */
export function alteringWhen(status: string, alter: (response: JsonObject) => JsonObject): Change {
  return alteringResponses((response) => (response['status'] === status ? alter(response) : response));
}

/** A server that gives a parameter this value where the request did not. */
export function byDefault(parameter: string, value: JsonValue): Change {
  return alteringResponses((response, { body }) =>
    body?.[parameter] === undefined ? { ...response, [parameter]: value } : response,
  );
}

/** A server that leaves members out of its Response objects. */
export function leavingOut(...members: readonly string[]): Change {
  return alteringResponses((response) => without(response, ...members));
}

/** A server whose Response objects have these members whatever was asked. */
export function always(members: JsonObject): Change {
  return alteringResponses((response) => ({ ...response, ...members }));
}

/** A server that generates other items: each is altered, or dropped where null is given. */
export function alteringItems(
  type: string | null,
  alter: (item: JsonObject, index: number, context: RequestContext) => JsonObject | null,
): Change {
  return {
    plan: (plan, context) => ({
      ...plan,
      items: plan.items.flatMap((planned, index) => {
        if (type !== null && planned.item['type'] !== type) return [planned];
        const item = alter(planned.item, index, context);
        return item === null ? [] : [{ ...planned, item }];
      }),
    }),
  };
}

/** A server that plans something else. */
export function replanning(change: (plan: Plan, context: RequestContext) => Plan): Change {
  return { plan: change };
}

/** A server that accepts members, echoes them and does not act on them. */
export function ignoring(...members: readonly string[]): Change {
  return { acted: (body) => without(body, ...members) };
}

/** A server that alters the content parts of its messages. */
export function alteringParts(alter: (part: JsonObject) => JsonObject): Change {
  return alteringItems('message', (item) => ({
    ...item,
    content: Array.isArray(item['content'])
      ? item['content'].map((part: JsonValue) => (isObject(part) ? alter(part) : part))
      : [],
  }));
}

/** A server that refuses create requests for which `when` holds. */
export function refusing(
  when: (body: JsonObject) => boolean,
  fault: { readonly status?: number; readonly param?: string | null; readonly message: string },
): Change {
  return {
    fault: (earlier, stage, { operation, body }) => {
      if (stage !== 'validate' || operation !== 'create-response' || body === null || !when(body))
        return earlier;
      return {
        stage,
        status: fault.status ?? 400,
        type: 'invalid_request_error',
        code: null,
        param: fault.param ?? null,
        message: fault.message,
      };
    },
  };
}

/** A server that lets pass what it ought to refuse for this member. */
export function accepting(param: RegExp): Change {
  return { fault: (fault) => (fault !== null && param.test(fault.param ?? '') ? null : fault) };
}

/** An object without some of its members. */
export function without(object: JsonObject, ...members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([member]) => !members.includes(member)));
}
