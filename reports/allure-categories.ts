/** How findings and unjudged tests are grouped in Allure: by kind, told from the first words of the message. */
export const allureCategories = [
  { name: 'Known failures (baseline)', messageRegex: '^known failure: .*' },
  { name: 'MUST violated', messageRegex: '^fail: .*' },
  { name: 'SHOULD not followed', messageRegex: '^warn: .*' },
  { name: 'Inconclusive', messageRegex: '^inconclusive: .*' },
  { name: 'Blocked by an earlier failure', messageRegex: '^blocked: .*' },
  { name: 'Not offered by the target', messageRegex: '^not-offered: .*' },
  { name: 'Not run', messageRegex: '^not-run: .*' },
] as const;
