import { isObject, valueAt } from '../../../schemas/json.js';
import type { Operation } from '../../../targets/exchange.js';
import { responses } from '../../engine/judges.js';
import { type Rule, rule } from '../../engine/rule.js';
import type { ExchangeView } from '../../engine/view.js';
import { type EchoedParameter, echoedParameters } from './parameters.js';

/** Only these answers stand beside the request whose members they echo. */
export const echoing: readonly Operation[] = ['create-response'];

/** The parameters that the request set, with what it set them to. */
function sentParameters({
  body,
}: ExchangeView): readonly (EchoedParameter & { readonly sent: NonNullable<ReturnType<typeof valueAt>> })[] {
  return echoedParameters.flatMap((parameter) => {
    const sent = valueAt(body, parameter.pointer);
    return sent === undefined || sent === null ? [] : [{ ...parameter, sent }];
  });
}

const setsSomething = (view: ExchangeView) => sentParameters(view).length > 0;

export const echo = rule({
  id: 'RES-ECHO',
  level: 'MUST',
  basis: 'schema',
  area: 'echo',
  title: 'a response shows the request’s parameters as they were sent',
  source: {
    dialect: 'all',
    section: 'Response',
    note: 'the response carries the settings of the request; unchanged in every recorded OpenAI and Azure answer',
  },
  needs: [],
  evidence: ['echo/*', 'create/*', 'tools/*', 'structured-output/*'],
  why: 'Clients, caches and evaluations read from the response what an answer was made with.',
  fix: 'Copy the value that the request had (after validation, before any default) into the Response object.',
  judge: responses({
    of: echoing,
    given: (_, view) => setsSomething(view),
    check: ({ pointer, value }, report, view) => {
      for (const { name, pointer: member, kept, same, sent } of sentParameters(view)) {
        const shown = valueAt(value, member);
        const lost = shown === undefined || (shown === null && !kept);
        if (lost || same(sent, shown)) continue;
        report({
          pointer: `${pointer}${member}`,
          message: `${name} comes back changed`,
          expected: sent,
          actual: shown,
          cause: name,
        });
      }
    },
  }),
});

export const echoNotDropped = rule({
  id: 'RES-ECHO-DROPPED',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'echo',
  title: 'a parameter that was accepted shows in the response; what is not honoured is refused, not dropped',
  source: {
    dialect: 'open-responses',
    section: 'Response',
    note: 'members are required there; optional in the other dialects, where all recorded answers have them',
  },
  needs: [],
  evidence: ['echo/*'],
  why: 'Null or nothing in place of a sent value is how a silently ignored parameter looks.',
  fix: 'Echo the parameter, or refuse it with 400 and name it in param.',
  judge: responses({
    of: echoing,
    given: (_, view) => setsSomething(view),
    check: ({ pointer, value }, report, view) => {
      for (const { name, pointer: member, kept, sent } of sentParameters(view)) {
        // A member of Open Responses that is not there at all is a missing required member.
        if (view.dialect.name === 'open-responses' && valueAt(value, outermost(member)) === undefined)
          continue;
        const shown = valueAt(value, member);
        if (shown !== undefined && (shown !== null || kept)) continue;
        report({
          pointer: `${pointer}${member}`,
          message: `${name} was accepted but the response does not show it`,
          expected: sent,
          actual: null,
          cause: name,
        });
      }
    },
  }),
});

/** The pointer of the member of the response that a pointer leads into. */
function outermost(pointer: string): string {
  return pointer.replace(/(?!^)\/.*/, '');
}

export const metadataEcho = rule({
  id: 'RES-METADATA-ECHO',
  level: 'MUST',
  basis: 'example',
  area: 'echo',
  title: 'metadata comes back unchanged, and empty where none was sent',
  source: { dialect: 'openai', section: 'Response.metadata', note: 'examples: {} when the request had none' },
  needs: ['metadata'],
  evidence: ['echo/*', 'limits/*'],
  why: 'Callers find their own ids there; a changed or foreign pair files the answer under another job.',
  fix: 'Store the pairs with the response and send them back as strings; {} where there were none.',
  judge: responses({
    of: echoing,
    given: ({ value }, view) => view.body !== null && value['metadata'] !== undefined,
    check: ({ pointer, value }, report, view) => {
      const sent = isObject(view.body?.['metadata']) ? view.body['metadata'] : {};
      const shown = value['metadata'];
      const pairs = isObject(shown) ? shown : {};
      const names = new Set([...Object.keys(sent), ...Object.keys(pairs)]);
      for (const name of names) {
        if (sent[name] === pairs[name]) continue;
        const added = sent[name] === undefined;
        report({
          pointer: `${pointer}/metadata`,
          message: added
            ? `metadata has ${JSON.stringify(name)}, which the request did not send`
            : `metadata ${JSON.stringify(name)} comes back changed or not at all`,
          expected: sent[name] ?? null,
          actual: pairs[name] ?? null,
          cause: added ? 'added' : 'changed',
        });
      }
    },
  }),
});

export const storeEcho = rule({
  id: 'RES-STORE-ECHO',
  level: 'MUST',
  basis: 'example',
  area: 'echo',
  title: 'store of a response is what the request asked for',
  source: { dialect: 'openai', section: 'Response examples', note: 'store is echoed in all of them' },
  needs: ['state'],
  evidence: ['echo/*', 'state/*'],
  why: 'Clients read it to know whether they may retrieve the response and chain to it.',
  fix: 'Echo the store that was in force for this response.',
  judge: responses({
    of: echoing,
    given: ({ value }, view) =>
      typeof view.body?.['store'] === 'boolean' && typeof value['store'] === 'boolean',
    check: ({ pointer, value }, report, view) => {
      const sent = view.body?.['store'];
      if (value['store'] !== sent) {
        report({
          pointer: `${pointer}/store`,
          message: 'store comes back changed',
          expected: sent ?? null,
          actual: value['store'] ?? null,
        });
      }
    },
  }),
});

export const modelEcho = rule({
  id: 'RES-MODEL-ECHO',
  level: 'SHOULD',
  basis: 'inferred',
  area: 'echo',
  title: 'model of a response is the requested model, a dated form of it, or one of its aliases',
  source: {
    dialect: 'openai',
    section: 'Response.model',
    note: 'model used; recorded answers name the dated snapshot',
  },
  needs: [],
  evidence: ['create/*', 'echo/*'],
  why: 'Bills, evaluations and fallbacks go by the model that answered.',
  fix: 'Echo the requested name or the snapshot behind it; list other names as modelAliases in the target’s config.',
  judge: responses({
    of: echoing,
    given: ({ value }, view) =>
      typeof view.body?.['model'] === 'string' && typeof value['model'] === 'string',
    check: ({ pointer, value }, report, view) => {
      const asked = String(view.body?.['model']);
      const shown = String(value['model']);
      if (isNameOf(asked, shown) || view.target.modelAliases.includes(shown)) return;
      report({
        pointer: `${pointer}/model`,
        message: 'the response names another model than the request',
        expected: asked,
        actual: shown,
      });
    },
  }),
});

// Gateways put the vendor in front ("openai/gpt-5"), services the snapshot's date behind ("gpt-5-2025-08-07").
function isNameOf(asked: string, shown: string): boolean {
  const plain = (name: string) => name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const [wanted, found] = [plain(asked), plain(shown)];
  return (
    found === wanted ||
    found.startsWith(`${wanted}-`) ||
    found.startsWith(`${wanted}:`) ||
    wanted.startsWith(`${found}-`)
  );
}

export const tierEcho = rule({
  id: 'REQ-TIER-ECHO',
  level: 'MUST',
  basis: 'prose',
  area: 'echo',
  title: 'where service_tier was asked for, the finished response names the tier that was used',
  source: {
    dialect: 'openai',
    section: 'CreateResponse.service_tier',
    note: 'the response includes the tier used, which may differ from the request; fast comes back as priority',
  },
  needs: ['service-tier'],
  dialects: ['openai', 'azure-foundry', 'open-responses'],
  evidence: ['echo/*'],
  why: 'Tiers have different prices: the bill is checked against the tier that really served.',
  fix: 'Fill service_tier with the tier that processed the request; "default" where there are no others.',
  judge: responses({
    of: echoing,
    given: ({ value }, view) =>
      typeof view.body?.['service_tier'] === 'string' && wasGenerated(value['status']),
    check: ({ pointer, value }, report) => {
      const shown = value['service_tier'];
      if (typeof shown === 'string' && shown !== '' && shown !== 'fast') return;
      report({
        pointer: `${pointer}/service_tier`,
        message: 'the response does not name the tier that was used',
        expected: 'the tier used, e.g. "default"',
        actual: shown ?? null,
      });
    },
  }),
});

function wasGenerated(status: unknown): boolean {
  return status === 'completed' || status === 'incomplete';
}

export const echoRules: readonly Rule[] = [
  echo,
  echoNotDropped,
  metadataEcho,
  storeEcho,
  modelEcho,
  tierEcho,
];
