import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockedPackageOf } from '../../bundle/lock-file';
import { lockedNativePackages } from '../../bundle/native-packages';
import { type Platform, platformName, platformOf } from '../../bundle/target';

const names = (platform: Platform) => lockedNativePackages(platform).map(({ name }) => name);

describe('the native packages of sharp', () => {
  it('are its addon and libvips', () => {
    expect(names({ os: 'linux', cpu: 'arm64', libc: 'glibc' })).toEqual([
      '@img/sharp-linux-arm64',
      '@img/sharp-libvips-linux-arm64',
    ]);
  });

  it('are only the addon where it contains libvips', () => {
    expect(names({ os: 'win32', cpu: 'x64' })).toEqual(['@img/sharp-win32-x64']);
  });

  it('depend on libc', () => {
    expect(platformName({ os: 'linux', cpu: 'x64', libc: 'musl' })).toBe('linuxmusl-x64');
    expect(platformName({ os: 'linux', cpu: 'x64', libc: 'glibc' })).toBe('linux-x64');
    expect(platformName({ os: 'darwin', cpu: 'arm64' })).toBe('darwin-arm64');
  });

  it('are rejected by name when sharp has no binary', () => {
    expect(() => names({ os: 'sunos', cpu: 'x64' })).toThrow(
      '@img/sharp-sunos-x64 is not in package-lock.json: sharp has no prebuilt binary of that name',
    );
  });
});

describe('the platform', () => {
  it('is 64-bit ARM on Amazon Linux for Lambda', () => {
    expect(platformOf('lambda')).toEqual({ os: 'linux', cpu: 'arm64', libc: 'glibc' });
  });

  it('has its packages installed on the host', () => {
    expect(() => require.resolve(`@img/sharp-${platformName(platformOf('host'))}/package`)).not.toThrow();
  });
});

it('reads version and digest from a lock file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-lock-'));
  const path = join(folder, 'package-lock.json');
  const entry = {
    version: '1.2.3',
    integrity: 'sha512-abc',
    optionalDependencies: { other: '1.0.0' },
    os: ['linux'],
  };
  writeFileSync(path, JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/addon': entry } }));
  try {
    const { version, integrity, optionalDependencies } = lockedPackageOf('addon', path);
    expect({ version, integrity, optionalDependencies }).toEqual({
      version: '1.2.3',
      integrity: 'sha512-abc',
      optionalDependencies: ['other'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
