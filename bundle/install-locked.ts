import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BundleError } from './bundle-error';
import type { LockedPackage } from './lock-file';
import { type Platform, platformName } from './target';

const run = promisify(execFile);
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/**
 * Installs packages for any platform. `npm ci` with a lock file that contains only these entries verifies the digest of
 * each archive. The name of the folder depends on the digests, and the folder appears only when it is complete, so an
 * existing folder is reused.
 * @returns the `node_modules` folder
 * @throws BundleError if npm fails
 */
export async function installLocked(
  packages: readonly LockedPackage[],
  platform: Platform,
  cache: string,
): Promise<string> {
  const folder = join(cache, `${platformName(platform)}-${digestOf(packages)}`);
  if (existsSync(folder)) return join(folder, 'node_modules');
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, 'staging-'));
  try {
    await writeManifests(staging, packages);
    await npmCi(staging, platform);
    refuseMissing(packages, join(staging, 'node_modules'), platform);
    await rename(staging, folder).catch((error: unknown) => {
      // A concurrent run has created the folder with the same files.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return join(folder, 'node_modules');
}

function digestOf(packages: readonly LockedPackage[]): string {
  const text = packages.map(({ name, integrity }) => `${name} ${integrity}`).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function writeManifests(folder: string, packages: readonly LockedPackage[]): Promise<void> {
  // npm applies --os and --cpu only to optional packages; required ones must match this machine.
  const optionalDependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  const root = { name: 'native-packages', version: '0.0.0', optionalDependencies };
  const entries = packages.map(({ name, entry }) => [`node_modules/${name}`, { ...entry, optional: true }]);
  const lock = {
    name: root.name,
    version: root.version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...Object.fromEntries(entries) },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...root, private: true }));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
}

async function npmCi(folder: string, platform: Platform): Promise<void> {
  const { os, cpu, libc } = platform;
  const target = [`--os=${os}`, `--cpu=${cpu}`, ...(libc ? [`--libc=${libc}`] : [])];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const options = { cwd: folder, timeout: INSTALL_TIMEOUT_MS, shell: process.platform === 'win32' };
  try {
    await run('npm', ['ci', ...target, ...quiet], options);
  } catch (error) {
    throw notInstalled(platform, `npm said: ${messageOf(error)}`);
  }
}

/** npm silently skips optional packages that it cannot download. */
function refuseMissing(packages: readonly LockedPackage[], modules: string, platform: Platform): void {
  const missing = packages.filter(({ name }) => !existsSync(join(modules, name, 'package.json')));
  if (missing.length > 0) {
    throw notInstalled(platform, `npm skipped ${missing.map(({ name }) => name).join(' and ')}.`);
  }
}

function notInstalled(platform: Platform, reason: string): BundleError {
  return new BundleError(
    [
      `sharp's native packages for ${platformName(platform)} could not be installed. ${reason}`,
      'They are downloaded once per version of sharp: check the network and the registry (npm ping) and run again.',
      'For a machine without a network, copy the folder .cache/native-packages from another one.',
    ].join('\n'),
  );
}

function messageOf(error: unknown): string {
  const stderr = (error as { stderr?: string }).stderr?.trim();
  return stderr || (error instanceof Error ? error.message : String(error));
}
