/** Eta template of the comparison. `it.comparison` is a `Comparison`; everything is escaped by `<%= %>`. */
export const comparisonTemplate = `
<% const { columns, notes, rules, parameters, capabilities, changes } = it.comparison; %>
<% const labels = columns.map((column) => it.inert(column.label)); %>
<h1><%= it.title %></h1>
<% for (const note of notes) { %><p class="note"><%= it.inert(note) %></p><% } %>
<% if (changes !== null) { %>
<h2>What changed</h2>
<div class="scroll"><table>
<% for (const [name, found] of [['New failures', changes.newFailures], ['Fixed', changes.fixed], ['Newly offered', changes.newlyOffered], ['No longer offered', changes.noLongerOffered], ['Changed otherwise', changes.otherwise]]) { %>
<tr><th scope="row"><%= name %></th><td class="mono" data-change="<%= name %>"><%= found.length === 0 ? 'none' : found.join(', ') %></td></tr>
<% } %>
</table></div>
<% } %>
<h2>Overview</h2>
<div class="scroll"><table class="grid">
<thead><tr><th></th><% for (const label of labels) { %><th scope="col"><%= label %></th><% } %></tr></thead>
<tbody>
<% const overview = [
  ['verdict', (c) => c.verdict, true],
  ['MUST passed / violated', (c) => c.levels.MUST.passed + ' / ' + c.levels.MUST.violated],
  ['SHOULD followed / not', (c) => c.levels.SHOULD.passed + ' / ' + c.levels.SHOULD.violated],
  ['dialect', (c) => c.dialect + ', contract ' + c.contract],
  ['version', (c) => c.version === null ? 'not given' : c.version],
  ['model', (c) => c.model],
  ['base URL', (c) => c.baseUrl],
  ['first event (median)', (c) => c.pace === null || c.pace.firstEventMs === null ? 'unknown' : c.pace.firstEventMs + ' ms'],
  ['events per second (median)', (c) => c.pace === null || c.pace.eventsPerSecond === null ? 'unknown' : String(c.pace.eventsPerSecond)],
  ['requests, tokens', (c) => c.cost.requests + ', ' + (c.cost.inputTokens + c.cost.outputTokens)],
  ['started', (c) => c.startedAt],
]; %>
<% for (const [name, read, word] of overview) { %>
<tr><th scope="row"><%= name %></th><% columns.forEach((column, index) => { %><td><span class="label"><%= labels[index] %></span><% if (word) { %><span class="word <%= read(column) %>"><%= read(column) %></span><% } else { %><%= it.inert(read(column)) %><% } %></td><% }) %></tr>
<% } %>
</tbody></table></div>
<div class="filters" role="search">
<input type="search" id="search" placeholder="Rule, sentence or reason" aria-label="Search rules">
<label><input type="checkbox" id="differences" <%= columns.length > 1 ? 'checked' : '' %>> differences only</label>
<label>level <select id="level"><option value="">all</option><option>MUST</option><option>SHOULD</option><option>MAY</option></select></label>
<label>area <select id="area"><option value="">all</option><% for (const area of it.areas) { %><option><%= area %></option><% } %></select></label>
<label>status <select id="status"><option value="">all</option><% for (const status of ['fail', 'warn', 'inconclusive', 'blocked', 'not-offered', 'not-run', 'pass']) { %><option><%= status %></option><% } %></select></label>
<span id="count" class="dim" aria-live="polite"></span>
<span class="dim kbd-help"><kbd>/</kbd> search <kbd>d</kbd> differences <kbd>j</kbd> <kbd>k</kbd> next, previous <kbd>Esc</kbd> clear</span>
</div>
<h2>Rules</h2>
<div class="scroll"><table class="grid" id="rules">
<thead><tr><th scope="col">rule</th><% for (const label of labels) { %><th scope="col"><%= label %></th><% } %></tr></thead>
<tbody>
<% for (const rule of rules) { %>
<tr tabindex="-1" data-differs="<%= rule.differs %>" data-level="<%= rule.level %>" data-area="<%= rule.area %>" data-status="<%= rule.cells.map((cell) => cell.status === null ? 'unknown' : cell.status).join(' ') %>">
<th scope="row"><a class="mono" href="<%= it.documentation(rule.id) %>" rel="noreferrer"><%= rule.id %></a> <span class="dim"><%= rule.level %></span><span class="reason"><%= it.inert(rule.title) %></span></th>
<% rule.cells.forEach((cell, index) => { %><td><span class="label"><%= labels[index] %></span><span class="word <%= cell.status === null ? 'unknown' : cell.status %>"><%= it.statusText(cell) %></span><% if (cell.reason !== null && cell.status !== 'pass') { %><span class="reason"><%= it.inert(cell.reason) %></span><% } %></td><% }) %>
</tr>
<% } %>
</tbody></table></div>
<% for (const [title, rows] of [['Parameters', parameters], ['Capabilities', capabilities]]) { %>
<h2><%= title %></h2>
<div class="scroll"><table class="grid filtered">
<thead><tr><th></th><% for (const label of labels) { %><th scope="col"><%= label %></th><% } %></tr></thead>
<tbody><% for (const row of rows) { %>
<tr data-differs="<%= row.differs %>"><th scope="row" class="mono"><%= it.inert(row.name) %></th><% row.cells.forEach((cell, index) => { %><td><span class="label"><%= labels[index] %></span><span class="word <%= cell %>"><%= cell %></span></td><% }) %></tr>
<% } %></tbody></table></div>
<% } %>
`;
