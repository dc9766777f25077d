import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleError } from '../../bundle/bundle-error';
import { installLocked } from '../../bundle/install-locked';
import { lockedNativePackages } from '../../bundle/native-packages';
import type { Platform } from '../../bundle/target';

const LAMBDA: Platform = { os: 'linux', cpu: 'arm64', libc: 'glibc' };
const SOMETHING_ELSE = `sha512-${Buffer.alloc(64).toString('base64')}`;

describe('installing locked packages', () => {
  const cache = mkdtempSync(join(tmpdir(), 'darkroom-install-'));
  afterAll(() => rmSync(cache, { recursive: true }));

  it('rejects an archive with another digest, says what to do, and leaves no files behind', async () => {
    const [addon] = lockedNativePackages(LAMBDA);
    if (!addon) throw new Error('sharp has no addon for linux-arm64.');
    const forged = {
      ...addon,
      integrity: SOMETHING_ELSE,
      entry: { ...addon.entry, integrity: SOMETHING_ELSE },
    };
    const refusal = await installLocked([forged], LAMBDA, cache).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BundleError);
    expect(String(refusal)).toContain("sharp's native packages for linux-arm64 could not be installed");
    expect(String(refusal)).toContain('check the network and the registry (npm ping) and run again');
    expect(readdirSync(cache)).toEqual([]);
  });
});
