// How Ajv's standalone code files an error at each check; Ajv's version is pinned, and the build fails where nothing matches.
const filing =
  /const (err\d+) = \{instancePath(?::(.*?))?,schemaPath:"([^"]*)\/\w+",keyword:"(\w+)",params:(\{.*?\})(?:,propertyName:(\w+))?\};if\(vErrors === null\)\{vErrors = \[\1\];\}\s*else \{vErrors\.push\(\1\);\}errors\+\+;/g;

const file = `function file(list, instancePath, schema, keyword, params, propertyName) {
const error = {instancePath, schemaPath: schema + "/" + keyword, keyword, params, propertyName};
if (list === null) return [error];
list.push(error);
return list;
}`;

/**
 * The source of a compiled module with the filing of errors, which Ajv writes out at every check, moved into one function.
 * It makes the package half as large. Throws where the source does not look as expected.
 */
export function compact(source: string): string {
  const short = source.replace(
    filing,
    (_match, _name, path: string | undefined, schema, keyword, params, propertyName: string | undefined) => {
      const place = path === undefined ? 'instancePath' : path;
      const name = propertyName === undefined ? '' : `,${propertyName}`;
      return `vErrors=file(vErrors,${place},"${schema}","${keyword}",${params}${name});errors++;`;
    },
  );
  // Conditions file empty errors, which they take back.
  const left = short.replaceAll(
    /\{const (err\d+) = \{\};if\(vErrors === null\)\{vErrors = \[\1\];\}\s*else \{vErrors\.push\(\1\);\}/g,
    '',
  );
  if (left.includes('vErrors.push(')) {
    throw new Error('Ajv writes its standalone code in another way than compact.ts expects.');
  }
  return `${file}${short}`;
}
