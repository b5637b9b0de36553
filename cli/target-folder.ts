/** A folder name for a target: its name, with everything that a file system or shell might take amiss replaced. */
export function targetFolder(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '');
  return clean === '' ? 'target' : clean.slice(0, 100);
}
