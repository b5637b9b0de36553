import type { JsonObject } from '../../schemas/json.js';
import { wasAccepted } from '../engine/answers.js';
import { observeCapabilities } from '../engine/capabilities.js';
import { viewOf } from '../engine/examine.js';
import { type Scenario, scenario } from '../engine/scenario.js';
import { shortTurn } from '../state/scenarios/wording.js';

/** A PNG of one pixel. */
const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A PDF with one empty page, the smallest that readers take. */
const document = Buffer.from(
  [
    '%PDF-1.1',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj',
    'trailer<</Root 1 0 R>>',
    '%%EOF',
  ].join('\n'),
).toString('base64');

const media = [
  { capability: 'image-input', part: { type: 'input_image', image_url: picture, detail: 'low' } },
  {
    capability: 'file-input',
    part: {
      type: 'input_file',
      filename: 'empty.pdf',
      file_data: `data:application/pdf;base64,${document}`,
    },
  },
] as const;

const mediaInput = scenario({
  id: 'create/media-input',
  area: 'create',
  title: 'A picture and a document in one message; again without what was refused',
  needs: [],
  probes: ['image-input', 'file-input'],
  depth: 'standard',
  cost: { requests: 1, input: 200, output: 64 },
  async run(stage) {
    const { capabilities } = stage.facts;
    let offered = media.filter(({ capability }) => capabilities[capability] !== false);
    while (offered.length > 0) {
      const content: JsonObject[] = [
        ...offered.map(({ part }) => part),
        { type: 'input_text', text: stage.prompts.short },
      ];
      const answered = await stage.target.create(
        await shortTurn(stage, { input: [{ type: 'message', role: 'user', content }] }),
      );
      if (wasAccepted(answered)) return;
      const seen = observeCapabilities(viewOf(answered, { ...stage.facts }, true));
      const refused = offered.filter(({ capability }) => seen.get(capability)?.present === false);
      // Where nothing, or everything, is named there is nothing to be learnt from trying again.
      if (refused.length === 0 || refused.length === offered.length) return;
      offered = offered.filter((entry) => !refused.includes(entry));
    }
  },
});

const remaining = scenario({
  id: 'create/further-parameters',
  area: 'create',
  title: 'Parameters that no other scenario sends, for the table of parameter support',
  needs: [],
  dialects: ['openai', 'azure-openai', 'azure-foundry'],
  depth: 'standard',
  cost: { requests: 1, input: 20, output: 64 },
  async run(stage) {
    const retention = stage.dialect.name === 'azure-openai' ? 'in-memory' : 'in_memory';
    await stage.target.create(
      await shortTurn(stage, { input: stage.prompts.short, prompt_cache_retention: retention }),
    );
  },
});

export const capabilityProbes: readonly Scenario[] = [mediaInput, remaining];
