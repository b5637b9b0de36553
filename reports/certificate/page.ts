import { badgeSvg } from '../badge.js';
import { inert } from '../inert-text.js';
import { renderPage } from '../pages/page.js';
import { commonStyle } from '../pages/style.js';
import { documentationUrl } from '../rule-documentation.js';
import type { CertificateStatement } from './statement.js';
import { certificateTitle } from './title.js';

const style = `${commonStyle}
body { max-width: 60rem; margin: 0 auto; }
.seal { border: 2px solid var(--good); border-radius: 12px; padding: 1.2rem 1.5rem; margin-bottom: 1.5rem; }
.seal img { display: block; margin-top: 0.8rem; }
th[scope=row] { width: 12rem; font-weight: 600; }
@media (max-width: 600px) { th[scope=row] { width: auto; } }
`;

const template = `
<% const { target, profiles, contract, suite, rules, tolerated, transcript } = it.conformance; %>
<div class="seal">
<h1><%= it.inert(target.name) %> conforms</h1>
<p>to the Responses API contract <strong><%= contract %></strong>, dialect <strong><%= target.dialect %></strong>, profiles <strong><%= profiles.join(', ') %></strong></p>
<p class="dim"><%= it.signed ? 'This certificate is signed.' : 'This certificate is not signed: it says what was found, not who says so.' %></p>
<img alt="<%= it.badgeText %>" src="data:image/svg+xml;base64,<%= it.badge %>">
</div>
<h2>What was certified</h2>
<div class="scroll"><table>
<% for (const [name, value] of it.facts) { %><tr><th scope="row"><%= name %></th><td class="mono"><%= it.inert(value) %></td></tr><% } %>
</table></div>
<h2>Rules that passed (<%= rules.length %>)</h2>
<div class="scroll"><table>
<thead><tr><th>rule</th><th>level</th><th>profiles</th><th>judged</th></tr></thead><tbody>
<% for (const rule of rules) { %><tr><td><a class="mono" href="<%= it.documentation(rule.id) %>" rel="noreferrer"><%= rule.id %></a></td><td><%= rule.level %></td><td><%= rule.profiles.join(', ') %></td><td><%= rule.evaluations %> times</td></tr><% } %>
</tbody></table></div>
<h2>Tolerated deviations (<%= tolerated.length %>)</h2>
<% if (tolerated.length === 0) { %><p>None were seen.</p><% } else { %>
<div class="scroll"><table><thead><tr><th>rule</th><th>where</th><th>what</th><th>why it is tolerated</th></tr></thead><tbody>
<% for (const entry of tolerated) { %><tr><td class="mono"><%= entry.rule %></td><td class="mono"><%= it.inert(entry.pointer) %></td><td><%= it.inert(entry.message) %></td><td><%= it.inert(entry.reason) %></td></tr><% } %>
</tbody></table></div><% } %>
<h2>Check it yourself</h2>
<p>The certificate is <code>certificate.json</code>, the evidence <code>transcript.ndjson</code> with sha256 <code><%= transcript.sha256 %></code>.</p>
<p><code>npx responses-conformance@<%= suite.version %> verify certificate.json <%= it.signed ? '--key PUB.pem ' : '' %>--transcript transcript.ndjson</code></p>
`;

/** A page that can be published beside the certificate: opens from disk, loads nothing. */
export function certificatePage(statement: CertificateStatement, signed: boolean): string {
  const { conformance } = statement.predicate;
  const { target, suite } = conformance;
  const title = certificateTitle(statement);
  return renderPage({
    title: inert(`${target.name}: ${title}`),
    template,
    style,
    script: '',
    data: {
      conformance,
      signed,
      inert,
      documentation: documentationUrl,
      badgeText: title,
      badge: Buffer.from(badgeSvg(title)).toString('base64'),
      facts: [
        ['target', target.name],
        ['version', target.version ?? 'not given'],
        ['base URL', target.baseUrl],
        ['model', target.model],
        ['capabilities seen', conformance.capabilities.join(', ')],
        ['suite', `${suite.name} ${suite.version}`],
        ['depth, seed', `${conformance.depth}, ${conformance.seed}`],
        [
          'exercised',
          `${conformance.startedAt} to ${conformance.finishedAt}, ${conformance.transcript.requests} requests`,
        ],
      ],
    },
  });
}
