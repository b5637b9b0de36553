/** The script of the comparison page: filters and keys. It only shows and hides rows that are there. */
export const comparisonScript = `
(() => {
  const byId = (id) => document.getElementById(id);
  const search = byId('search'), differences = byId('differences'), level = byId('level'), area = byId('area'), status = byId('status');
  const rules = [...byId('rules').tBodies[0].rows];
  const others = [...document.querySelectorAll('table.filtered tbody tr')];
  const words = rules.map((row) => row.textContent.toLowerCase());
  const show = () => {
    const text = search.value.trim().toLowerCase();
    let shown = 0;
    rules.forEach((row, index) => {
      const wanted = (!differences.checked || row.dataset.differs === 'true') && (level.value === '' || row.dataset.level === level.value) &&
        (area.value === '' || row.dataset.area === area.value) && (status.value === '' || row.dataset.status.split(' ').includes(status.value)) &&
        (text === '' || words[index].includes(text));
      row.hidden = !wanted;
      if (wanted) shown += 1;
    });
    for (const row of others) row.hidden = differences.checked && row.dataset.differs !== 'true';
    byId('count').textContent = shown + ' of ' + rules.length + ' rules';
  };
  const step = (by) => {
    const visible = rules.filter((row) => !row.hidden);
    const at = visible.indexOf(document.activeElement.closest('tr'));
    const next = visible[Math.max(0, Math.min(visible.length - 1, at < 0 ? (by > 0 ? 0 : visible.length - 1) : at + by))];
    if (next) next.focus();
  };
  for (const control of [search, differences, level, area, status]) control.addEventListener('input', show);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === search;
    if (event.key === 'Escape') { search.value = ''; level.value = ''; area.value = ''; status.value = ''; search.blur(); show(); return; }
    if (typing || event.target.tagName === 'SELECT') return;
    if (event.key === '/') { event.preventDefault(); search.focus(); }
    else if (event.key === 'd') { differences.checked = !differences.checked; show(); }
    else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
  });
  show();
})();
`;
