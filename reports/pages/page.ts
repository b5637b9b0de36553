import { createHash } from 'node:crypto';
import { Eta } from 'eta';

/** A page that is complete in itself. */
export interface Page {
  readonly title: string;
  /** Eta template of the body; `<%= %>` escapes. */
  readonly template: string;
  readonly data: object;
  readonly style: string;
  readonly script: string;
}

const eta = new Eta({ autoEscape: true, autoTrim: false });

/**
 * Renders a page into one HTML file that loads nothing. Only its own script may run: even text that slipped through
 * unescaped would stay text.
 */
export function renderPage({ title, template, data, style, script }: Page): string {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return eta.renderString(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<%~ it.policy %>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body>
${template}
<script><%~ it.script %></script>
</body>
</html>
`,
    { ...data, title, policy, style, script },
  );
}
