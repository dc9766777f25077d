import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const SCHEMAS = /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;
const CLIENT = /node_modules\/@aws-sdk\/client-[^/]+\//;
const CONSTANT = /^const (_\w+) = ("[^"\\]*");$/gm;
const COMPUTED_KEY = /\[(_\w+)\]:/g;

/**
 * An SDK client describes all its operations in one file of literals with computed keys, `{ [_hC]: "-" }`. esbuild
 * assumes that computed keys have side effects, so it keeps the descriptions of a hundred operations that no function
 * calls. The keys are constants in the same file. This plugin replaces them with literals, so that esbuild can remove
 * unused descriptions.
 *
 * The build fails if an SDK client is bundled but nothing was replaced, because the layout of the SDK must have
 * changed.
 */
export function sdkSchemas(): Plugin {
  return {
    name: 'sdk-schemas',
    setup({ onStart, onLoad, onEnd }) {
      let rewritten = 0;
      onStart(() => {
        rewritten = 0;
      });
      onLoad({ filter: SCHEMAS }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = writeKeysOut(source);
        if (contents !== source) rewritten += 1;
        return { contents, loader: 'js' };
      });
      onEnd(({ metafile }) => {
        const clients = Object.keys(metafile?.inputs ?? {}).filter((path) => CLIENT.test(path));
        if (clients.length === 0 || rewritten > 0) return;
        throw new Error(
          `No operation schema of the AWS SDK was found, so unused operations would stay in the bundle. Adapt ${__filename} to this version of the SDK.`,
        );
      });
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
