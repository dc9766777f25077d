import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { unzipSync } from 'fflate';
import { buildPackage } from '../../bundle/build-package';
import { packagePath } from '../../bundle/functions';
import { PROJECT_ROOT } from '../../bundle/project';
import { platformOf } from '../../bundle/target';
import { FUNCTION_NAMES, type FunctionName } from '../../stacks/function-packages';
import { BUNDLING_TIMEOUT_MS, bundled } from '../support/bundled';
import { centralDirectory } from '../support/central-directory';

/** `e_machine` of 64-bit ARM, at byte 18 of an ELF file. */
const AARCH64 = 183;
const MAX_ZIP_BYTES = 9_500_000;
const BINARY = /\.(node|so(\.[\d.]+)?|dylib|dll)$/;

const zipOf = (name: FunctionName) => readFileSync(packagePath('lambda', name));

beforeAll(() => {
  bundled('lambda');
}, BUNDLING_TIMEOUT_MS);

describe.each(FUNCTION_NAMES)('the package of %s for Lambda', (name) => {
  let zip: Uint8Array;
  let files: Record<string, Uint8Array>;
  const text = (path: string) => Buffer.from(files[path] ?? []).toString();

  beforeAll(() => {
    zip = zipOf(name);
    files = unzipSync(zip);
  });

  it('exports the handler from its root', () => {
    expect(text('handler.mjs')).toMatch(/export\s*\{[^}]*\bas handler\b/);
  });

  it('contains only regular files, without folders and symbolic links', () => {
    expect(new Set(centralDirectory(zip).map(({ mode }) => mode.toString(8)))).toEqual(new Set(['100644']));
  });

  it('has a source map for its code, without the sources, relative to the project', () => {
    const map = JSON.parse(text('handler.mjs.map'));
    expect(map.sources).toContain(`lambda/${name}/handler.ts`);
    expect(map.sourcesContent ?? []).toEqual([]);
    expect(map.sources.filter((source: string) => source.startsWith('/') || source.includes('..'))).toEqual(
      [],
    );
  });

  it('contains no source maps of files that consist of libraries only', () => {
    const maps = Object.keys(files).filter((path) => path.endsWith('.map'));
    for (const path of maps) {
      const { sources } = JSON.parse(text(path));
      expect(sources.some((source: string) => !source.includes('node_modules/'))).toBe(true);
    }
    const named = Object.keys(files)
      .filter((path) => path.endsWith('.mjs'))
      .flatMap((path) => {
        const [, name] = /\/\/# sourceMappingURL=(\S+)/.exec(text(path)) ?? [];
        return name ? [posix.join(posix.dirname(path), name)] : [];
      });
    expect(named.sort()).toEqual(maps.sort());
  });

  it('contains no path of the machine that built it', () => {
    const naming = Object.keys(files).filter((path) => Buffer.from(files[path] ?? []).includes(PROJECT_ROOT));
    expect(naming).toEqual([]);
  });
});

describe('the package of process-image for Lambda', () => {
  let files: Record<string, Uint8Array>;
  beforeAll(() => {
    files = unzipSync(zipOf('process-image'));
  });

  it('is at most 9.5 MB', () => {
    expect(zipOf('process-image').length).toBeLessThanOrEqual(MAX_ZIP_BYTES);
  });

  it('contains only the binaries of sharp and libvips, compiled for 64-bit ARM', () => {
    const binaries = Object.entries(files).filter(([path]) => BINARY.test(path));
    expect(binaries).toHaveLength(2);
    for (const [, bytes] of binaries) {
      const binary = Buffer.from(bytes);
      expect(binary.toString('latin1', 1, 4)).toBe('ELF');
      expect(binary.readUInt16LE(18)).toBe(AARCH64);
    }
  });

  it('contains the decoder of HEIC, and the worker next to the code that starts it', () => {
    expect(Object.keys(files).filter((path) => path.endsWith('.wasm'))).toEqual([
      'node_modules/libheif-js/libheif-wasm/libheif.wasm',
    ]);
    expect(Object.keys(files)).toContain('heic-worker.mjs');
    // Relative to this very file: what chunks share, such as `require`, looks beside the chunk.
    expect(Buffer.from(files['handler.mjs'] ?? []).toString()).toMatch(
      /new URL\("\.\/heic-worker\.mjs", ?import\.meta\.url\)/,
    );
  });

  it('contains only packages for linux-arm64 or for all platforms', () => {
    const packages = Object.keys(files).filter((path) => path.startsWith('node_modules/'));
    const names = packages.map((path) => path.replace(/^node_modules\/((?:@[^/]+\/)?[^/]+).*$/, '$1'));
    expect([...new Set(names)]).toEqual([
      '@img/sharp-libvips-linux-arm64',
      '@img/sharp-linux-arm64',
      'libheif-js',
    ]);
  });

  it('contains licences and the versions of libvips, but no C headers', () => {
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'node_modules/@img/sharp-linux-arm64/LICENSE',
        'node_modules/@img/sharp-libvips-linux-arm64/README.md',
        'node_modules/@img/sharp-libvips-linux-arm64/versions.json',
        'node_modules/libheif-js/libheif-wasm/LICENSE',
      ]),
    );
    expect(Object.keys(files).filter((path) => path.endsWith('.h'))).toEqual([]);
  });
});

describe('the package of image-api for Lambda', () => {
  it('has no image library: the function never decodes a file', () => {
    const files = unzipSync(zipOf('image-api'));
    expect(Object.keys(files).filter((path) => BINARY.test(path) || path.includes('node_modules/'))).toEqual(
      [],
    );
    const maps = Object.entries(files).filter(([path]) => path.endsWith('.map'));
    const sources = maps.flatMap(([, map]) => JSON.parse(Buffer.from(map).toString()).sources);
    expect(sources).toContain('lambda/image-api/handler.ts');
    expect(
      sources.filter((source: string) => /sharp|@img|render-previews|image-decoder|heic/.test(source)),
    ).toEqual([]);
  });

  it('is at most 0.6 MB', () => {
    expect(zipOf('image-api').length).toBeLessThanOrEqual(600_000);
  });
});

it(
  'has the same bytes with newly downloaded native packages',
  async () => {
    const cache = mkdtempSync(join(tmpdir(), 'darkroom-native-'));
    try {
      const again = await buildPackage(platformOf('lambda'), 'process-image', cache);
      expect(Buffer.compare(readFileSync(packagePath('lambda', 'process-image')), again.zip)).toBe(0);
    } finally {
      rmSync(cache, { recursive: true });
    }
  },
  BUNDLING_TIMEOUT_MS,
);
