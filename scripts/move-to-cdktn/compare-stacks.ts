import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/**
 * Compares the stacks of two synthesized folders, except for the provider's version and the comments that contain the
 * framework's version.
 * @returns one sentence for each stack that differs or is missing
 */
export function differingStacks(before: string, after: string): string[] {
  const names = [...new Set([before, after].flatMap((folder) => readdirSync(join(folder, 'stacks'))))];
  return names.flatMap((name) => {
    const [old, now] = [before, after].map((folder) => join(folder, 'stacks', name, 'cdk.tf.json'));
    if (!old || !now || !existsSync(old) || !existsSync(now)) return [`${name} is in only one of the two.`];
    return isDeepStrictEqual(withoutVersions(old), withoutVersions(now))
      ? []
      : [`${name} differs in more than versions.`];
  });
}

const withoutVersions = (path: string): unknown =>
  JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
    key === '//' || key === 'required_providers' ? undefined : value,
  );

if (require.main === module) {
  const [before = '', after = ''] = process.argv.slice(2);
  const differing = differingStacks(before, after);
  for (const sentence of differing) console.error(sentence);
  process.exitCode = differing.length > 0 ? 1 : 0;
}
