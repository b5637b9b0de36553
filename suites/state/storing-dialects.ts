import type { DialectName } from '../../schemas/dialect.js';

/** The dialects that have operations on what is stored; Open Responses only knows previous_response_id. */
export const storingDialects: readonly DialectName[] = ['openai', 'azure-openai', 'azure-foundry'];
