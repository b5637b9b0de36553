import { inert } from '../inert-text.js';
import { renderPage } from '../pages/page.js';
import { commonStyle } from '../pages/style.js';
import { documentationUrl } from '../rule-documentation.js';
import { shownStatus } from './cell-text.js';
import type { Comparison } from './comparison.js';
import { comparisonScript } from './page-script.js';
import { comparisonTemplate } from './page-template.js';

const style = `${commonStyle}
.filters { position: sticky; top: 0; z-index: 2; background: var(--paper); padding: 0.6rem 0; display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; }
.filters input[type=search] { flex: 1 1 12rem; min-width: 0; padding: 0.4rem 0.6rem; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: inherit; font: inherit; }
.filters select { padding: 0.4rem; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: inherit; font: inherit; }
kbd { border: 1px solid var(--line); border-radius: 4px; padding: 0 0.3rem; font-size: 0.8rem; }
[hidden] { display: none !important; }
@media (min-width: 701px) { .grid th[scope=row] { position: sticky; left: 0; background: var(--paper); min-width: 15rem; } .label { display: none; } }
@media (max-width: 700px) { .grid thead { display: none; } .grid, .grid tbody, .grid tr, .grid th, .grid td { display: block; }
  .grid tr { border-bottom: 1px solid var(--line); padding: 0.4rem 0; } .grid th, .grid td { border: 0; padding: 0.15rem 0.7rem; }
  .label { display: inline-block; min-width: 8rem; color: var(--dim); font-size: 0.86rem; } .kbd-help { display: none; } }
`;

/** The comparison as one HTML page that opens from disk and loads nothing. */
export function comparisonPage(comparison: Comparison): string {
  const title =
    comparison.kind === 'then-and-now'
      ? `${comparison.columns[0]?.target ?? ''}: then and now`
      : 'Responses API: targets side by side';
  return renderPage({
    title: inert(title),
    template: comparisonTemplate,
    style,
    script: comparisonScript,
    data: {
      comparison,
      statusText: shownStatus,
      documentation: documentationUrl,
      areas: [...new Set(comparison.rules.map(({ area }) => area))],
      inert,
    },
  });
}
