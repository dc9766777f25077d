import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type BundledCode, bundleCode } from '../../bundle/bundle-code';
import { BundleError } from '../../bundle/bundle-error';
import { PROJECT_ROOT } from '../../bundle/project';

/**
 * Bytes of JavaScript read before the processor takes its first message; V8 spends about 35 ns on each. They
 * were 556 kB when this was set.
 */
const MAX_AT_START = 620_000;
const MIN_AT_START = 300_000;

const text = ({ files }: BundledCode, path: string) =>
  Buffer.from(files.find((file) => file.path === path)?.bytes ?? []).toString();

/** The files that `handler.mjs` imports at once, and those they import. */
function filesAtStart(code: BundledCode): Set<string> {
  const paths = new Set(['handler.mjs']);
  // A set that grows while it is walked: what an imported file imports has its turn later.
  for (const path of paths) {
    const imports = text(code, path).matchAll(/(?:from|import)\s*"\.\/([^"]+\.mjs)"/g);
    for (const [, file = ''] of imports) paths.add(file.startsWith('chunks/') ? file : `chunks/${file}`);
  }
  return paths;
}

describe('bundled code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-code-'));
  const entry = relative(PROJECT_ROOT, join(folder, 'handler.ts'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('loads little of the processor at start', async () => {
    const code = await bundleCode('lambda/process-image/handler.ts', 'linux-arm64');
    const bytes = [...filesAtStart(code)].reduce((sum, path) => sum + text(code, path).length, 0);
    expect(bytes).toBeGreaterThan(MIN_AT_START);
    expect(bytes).toBeLessThan(MAX_AT_START);
  });

  it('loads only the native package of its platform', async () => {
    const code = await bundleCode('lambda/process-image/handler.ts', 'linux-arm64');
    const all = code.files.filter(({ path }) => path.endsWith('.mjs')).map(({ path }) => text(code, path));
    const addons = all.join('\n').match(/@img\/sharp-[\w-]+\/sharp\.node/g);
    expect(addons).toEqual(['@img/sharp-linux-arm64/sharp.node']);
    expect(code.usesSharp).toBe(true);
  });

  it('contains only the SDK operations that it calls', async () => {
    const code = await bundleCode('lambda/process-image/handler.ts', 'linux-arm64');
    const handler = [...filesAtStart(code)].map((path) => text(code, path)).join('\n');
    expect(handler).toContain('PutObjectRequest');
    expect(handler).not.toContain('GetBucketAccelerateConfigurationRequest');
  });

  it('needs no native package without images', async () => {
    writeFileSync(join(folder, 'handler.ts'), 'export const handler = async () => "well";');
    expect((await bundleCode(entry, 'linux-arm64')).usesSharp).toBe(false);
  });

  it('is rejected with file and line for a missing import', async () => {
    writeFileSync(join(folder, 'handler.ts'), "\nimport './nowhere';");
    const refusal = await bundleCode(entry, 'linux-arm64').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BundleError);
    expect(String(refusal)).toContain('Could not resolve "./nowhere"');
    expect(String(refusal)).toContain('handler.ts:2:7');
  });
});
