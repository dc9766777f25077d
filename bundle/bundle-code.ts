import { relative } from 'node:path';
import { type BuildFailure, build, formatMessages, type Metafile } from 'esbuild';
import { BundleError } from './bundle-error';
import { lockedPackageOf } from './lock-file';
import { sdkSchemas } from './plugins/sdk-schemas';
import { sharpBinary } from './plugins/sharp-binary';
import { PROJECT_ROOT } from './project';
import type { ArchiveFile } from './reproducible-zip';

/** The JavaScript of a function, ready for the zip. */
export interface BundledCode {
  readonly files: readonly ArchiveFile[];
  /** Source files, relative to the project. */
  readonly inputs: readonly string[];
  /** Whether the code needs the native packages of sharp. */
  readonly usesSharp: boolean;
}

/** Defines `require`, which CommonJS dependencies call and ES modules lack. */
const REQUIRE = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url);',
].join('');

/**
 * Bundles `handler.ts` of a function into `handler.mjs`, with source maps and licence comments. Modules that are only
 * imported dynamically, such as credential providers of the SDK that Lambda does not use, stay in separate files,
 * because reading them would take a tenth of a cold start. The AWS SDK is bundled as well, because the one in the
 * runtime has another version and loads more slowly.
 *
 * @param platform the platform of the native package, as in the names of sharp's packages, for example `linux-arm64`
 * @throws BundleError with the messages of esbuild
 */
export async function bundleCode(entry: string, platform: string): Promise<BundledCode> {
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: PROJECT_ROOT,
      entryPoints: [entry],
      // Nothing is written. The folder makes the paths in the source map relative to the project.
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
      // The oldest Node.js version that runs the bundle: in the local twin, not in Lambda.
      target: 'node20',
      // The ES module variants: they tree-shake, and load in half the time of the CommonJS ones.
      mainFields: ['module', 'main'],
      external: ['@img/sharp-*'],
      plugins: [sharpBinary(platform, lockedPackageOf('sharp').version), sdkSchemas()],
      minify: true,
      sourcemap: 'linked',
      // Stack traces only need line numbers; the sources are in the repository.
      sourcesContent: false,
      legalComments: 'external',
      banner: { js: REQUIRE },
      logLevel: 'silent',
    });
    const files = outputFiles.map(({ path, contents }) => ({
      path: relative(PROJECT_ROOT, path).replaceAll('\\', '/'),
      bytes: contents,
    }));
    return {
      files: withoutLibraryMaps(files),
      inputs: Object.keys(metafile.inputs),
      usesSharp: usesSharp(metafile),
    };
  } catch (error) {
    throw new BundleError(`${entry} cannot be bundled:\n${await readable(error as BuildFailure)}`);
  }
}

/** Removes the source maps of files that contain only libraries, because stack traces do not need them. */
function withoutLibraryMaps(files: readonly ArchiveFile[]): ArchiveFile[] {
  const removed = new Set(files.filter(isLibraryMap).map(({ path }) => path));
  return files
    .filter(({ path }) => !removed.has(path))
    .map((file) => (removed.has(`${file.path}.map`) ? withoutMapComment(file) : file));
}

function isLibraryMap({ path, bytes }: ArchiveFile): boolean {
  if (!path.endsWith('.map')) return false;
  const { sources }: { sources: readonly string[] } = JSON.parse(Buffer.from(bytes).toString());
  return sources.every((source) => source.includes('node_modules/'));
}

const withoutMapComment = ({ path, bytes }: ArchiveFile): ArchiveFile => ({
  path,
  bytes: Buffer.from(
    Buffer.from(bytes)
      .toString()
      .replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'),
  ),
});

function usesSharp({ outputs }: Metafile): boolean {
  return Object.values(outputs).some(({ inputs }) =>
    Object.keys(inputs).some((path) => path.includes('node_modules/sharp/')),
  );
}

async function readable(failure: BuildFailure): Promise<string> {
  const lines = await formatMessages(failure.errors ?? [], { kind: 'error' });
  return lines.join('') || failure.message;
}
