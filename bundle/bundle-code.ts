import { relative } from 'node:path';
import { type BuildFailure, build, formatMessages, type Metafile } from 'esbuild';
import { BundleError } from './bundle-error';
import { lockedPackageOf } from './lock-file';
import { sdkSchemas } from './plugins/sdk-schemas';
import { sharpBinary } from './plugins/sharp-binary';
import { PROJECT_ROOT } from './project';
import type { ArchiveFile } from './reproducible-zip';

/** A function's JavaScript, ready to be packed. */
export interface BundledCode {
  readonly files: readonly ArchiveFile[];
  /** Files it was made from, relative to the project. */
  readonly inputs: readonly string[];
  /** Whether it loads sharp's native packages when it starts. */
  readonly usesSharp: boolean;
}

/** Dependencies published as CommonJS call `require`, which an ES module does not have. */
const REQUIRE = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url);',
].join('');

/**
 * Bundles a function's `handler.ts` into `handler.mjs`, their source maps and the licence comments of what
 * went in. What is imported on demand alone, such as the SDK's ways to get credentials that Lambda does not
 * use, stays in files of its own: to read it would be a tenth of a cold start. The AWS SDK is bundled as
 * well: the runtime's own is another version and slower to load.
 *
 * @param platform sharp's name of the platform whose native package the bundle loads, e.g. `linux-arm64`
 * @throws BundleError with esbuild's messages
 */
export async function bundleCode(entry: string, platform: string): Promise<BundledCode> {
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: PROJECT_ROOT,
      entryPoints: [entry],
      // Nothing is written: the folder only makes the paths in the source map relative to the project.
      outdir: PROJECT_ROOT,
      write: false,
      bundle: true,
      splitting: true,
      entryNames: 'handler',
      chunkNames: 'chunks/[name]-[hash]',
      outExtension: { '.js': '.mjs' },
      metafile: true,
      format: 'esm',
      platform: 'node',
      // The oldest Node the bundle runs on: the local twin's, not Lambda's.
      target: 'node20',
      // The ES module variants: they tree-shake, and load in half the time of the CommonJS ones.
      mainFields: ['module', 'main'],
      external: ['@img/sharp-*'],
      plugins: [sharpBinary(platform, lockedPackageOf('sharp').version), sdkSchemas()],
      minify: true,
      sourcemap: 'linked',
      // Line numbers are what a stack trace needs; the sources are in the repository.
      sourcesContent: false,
      legalComments: 'external',
      banner: { js: REQUIRE },
      logLevel: 'silent',
    });
    const files = outputFiles.map(({ path, contents }) => ({
      path: relative(PROJECT_ROOT, path),
      bytes: contents,
    }));
    return { files, inputs: Object.keys(metafile.inputs), usesSharp: usesSharp(metafile) };
  } catch (error) {
    throw new BundleError(`${entry} cannot be bundled:\n${await readable(error as BuildFailure)}`);
  }
}

function usesSharp({ outputs }: Metafile): boolean {
  return Object.values(outputs).some(({ inputs }) =>
    Object.keys(inputs).some((path) => path.includes('node_modules/sharp/')),
  );
}

async function readable(failure: BuildFailure): Promise<string> {
  const lines = await formatMessages(failure.errors ?? [], { kind: 'error' });
  return lines.join('') || failure.message;
}
