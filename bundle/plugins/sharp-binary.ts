import type { Plugin } from 'esbuild';

/**
 * Has sharp load the one native package staged beside the bundle, instead of trying what else might be
 * installed. Its search reads Node's version, libc and its whole manifest, and costs 6 ms of each cold start.
 *
 * @param platform sharp's name of it, e.g. `linux-arm64`
 */
export function sharpBinary(platform: string, sharpVersion: string): Plugin {
  const replacements: Readonly<Record<string, string>> = {
    'dist/sharp.mjs': [
      "import { createRequire } from 'node:module';",
      `export default createRequire(import.meta.url)('@img/sharp-${platform}/sharp.node');`,
    ].join('\n'),
    // Asked only for the platform's name, to find the versions of libvips' parts.
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
