import { describe, expect, test } from 'vitest';
import { createArea } from '../../suites/create/index.js';
import { echoArea } from '../../suites/echo/index.js';
import { startJudging } from '../../suites/engine/judging.js';
import { includeArea } from '../../suites/include/index.js';
import { reasoningArea } from '../../suites/reasoning/index.js';
import { structuredOutputArea } from '../../suites/structured-output/index.js';
import { toolsArea } from '../../suites/tools/index.js';
import { usageArea } from '../../suites/usage/index.js';
import { recordedExchanges, recordingsPresent } from './recorded.js';

const rules = [
  createArea,
  echoArea,
  usageArea,
  toolsArea,
  structuredOutputArea,
  reasoningArea,
  includeArea,
].flatMap((area) => area.rules);

/** Rules that real traffic is known to reach: were they silent because they judged nothing, that would prove nothing. */
const seenReal = [
  'RES-REQUIRED',
  'RES-ITEM-SCHEMA',
  'RES-ECHO',
  'RES-TOOLS-ECHO',
  'RES-USAGE-SUM',
  'REQ-JSONSCHEMA-STRICT',
];

describe.skipIf(!recordingsPresent)(
  'rules about responses, over recorded traffic (skipped without ../shared)',
  () => {
    test.each(['openai', 'azure'])('no MUST is found broken in what %s answered', async (vendor) => {
      const judging = startJudging({
        rules,
        analysers: [],
        target: { model: null, modelAliases: [], contextWindow: null, capabilities: {} },
        live: false,
      });
      for (const exchange of await recordedExchanges(vendor)) judging.take(exchange);
      const { records, faults } = judging.finish();
      expect(faults).toEqual([]);
      const broken = records.flatMap(({ rule, findings }) =>
        findings
          .filter(({ level, tolerated }) => level === 'MUST' && !tolerated)
          .map(({ exchange, pointer, message }) => `${rule.id} ${exchange} ${pointer}: ${message}`),
      );
      expect(broken).toEqual([]);
      const judged = records.filter(({ evaluations }) => evaluations > 0).map(({ rule }) => rule.id);
      if (vendor === 'openai') expect(judged).toEqual(expect.arrayContaining(seenReal));
    });
  },
);
