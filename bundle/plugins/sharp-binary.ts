import type { Plugin } from 'esbuild';

/**
 * Makes sharp load the native package in the zip directly, instead of searching for it. The search reads the Node.js
 * version, libc and the whole manifest, which takes 6 ms of each cold start.
 *
 * @param platform as in the names of sharp's packages, for example `linux-arm64`
 */
export function sharpBinary(platform: string, sharpVersion: string): Plugin {
  const replacements: Readonly<Record<string, string>> = {
    'dist/sharp.mjs': [
      "import { createRequire } from 'node:module';",
      `export default createRequire(import.meta.url)('@img/sharp-${platform}/sharp.node');`,
    ].join('\n'),
    // sharp uses this module only to find the versions of libvips by the name of the platform.
    'dist/libvips.mjs': `export default { runtimePlatformArch: () => '${platform}' };`,
    'package.json': `export const version = '${sharpVersion}'; export default { version };`,
  };
  return {
    name: 'sharp-binary',
    setup({ onLoad }) {
      onLoad(
        { filter: /[\\/]node_modules[\\/]sharp[\\/](dist[\\/](sharp|libvips)\.mjs|package\.json)$/ },
        ({ path }) => {
          const file = path.replaceAll('\\', '/').split('/node_modules/sharp/')[1] ?? '';
          const contents = replacements[file];
          return contents === undefined ? undefined : { contents, loader: 'js' };
        },
      );
    },
  };
}
