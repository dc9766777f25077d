import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const CONSTANT = /^const (_\w+) = ("[^"\\]*");$/gm;
const COMPUTED_KEY = /\[(_\w+)\]:/g;

/**
 * An SDK client describes all its operations in one file of literals with computed keys, `{ [_hC]: "-" }`.
 * esbuild must assume that computing a key does something, so it keeps the descriptions of a hundred
 * operations that no function calls. The keys are constants of the same file: written out, it drops them.
 */
export function sdkSchemas(): Plugin {
  return {
    name: 'sdk-schemas',
    setup({ onLoad }) {
      onLoad(
        { filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ },
        async ({ path }) => ({
          contents: writeKeysOut(await readFile(path, 'utf8')),
          loader: 'js',
        }),
      );
    },
  };
}

function writeKeysOut(source: string): string {
  const constants = new Map([...source.matchAll(CONSTANT)].map(([, name, literal]) => [name, literal]));
  return source.replace(COMPUTED_KEY, (text, name: string) => {
    const literal = constants.get(name);
    return literal === undefined ? text : `${literal}:`;
  });
}
