/** What all pages look like: plain, dark where the reader prefers it, readable on a phone. */
export const commonStyle = `
:root { --ink: #1c2430; --paper: #ffffff; --soft: #f3f5f8; --line: #d9dee6; --dim: #5b6675;
  --good: #176b3a; --good-soft: #e2f4e8; --bad: #a3161f; --bad-soft: #fde7e8; --care: #7a5200; --care-soft: #fdf2d5; --link: #0b57c2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --paper: #14181e; --soft: #1d232b; --line: #333c48; --dim: #a2adbb;
  --good: #7fd8a0; --good-soft: #16301f; --bad: #ff9aa0; --bad-soft: #3a191c; --care: #f0c969; --care-soft: #33290f; --link: #86b6ff; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem clamp(0.8rem, 3vw, 2.5rem); background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 0.3rem; } h2 { font-size: 1.15rem; margin: 2rem 0 0.6rem; }
p { margin: 0.3rem 0; } code, .mono { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.92em; overflow-wrap: anywhere; }
.dim { color: var(--dim); }
.note { background: var(--care-soft); color: var(--care); padding: 0.5rem 0.8rem; border-radius: 6px; margin: 0.4rem 0; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.7rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--soft); position: sticky; top: 0; }
tbody tr:last-child > * { border-bottom: 0; }
.word { display: inline-block; padding: 0 0.5rem; border-radius: 999px; background: var(--soft); color: var(--dim); white-space: nowrap; }
.pass, .conformant, .yes, .supported { background: var(--good-soft); color: var(--good); }
.fail, .nonconformant, .rejected { background: var(--bad-soft); color: var(--bad); }
.warn, .inconclusive, .blocked, .ignored { background: var(--care-soft); color: var(--care); }
.reason { display: block; color: var(--dim); font-size: 0.86rem; font-weight: 400; max-width: 34rem; overflow-wrap: anywhere; }
a { color: var(--link); } :focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
`;
