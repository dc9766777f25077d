import { readFileSync } from 'node:fs';
import { LOCK_FILE } from '../../bundle/lock-file';

interface LockedPackage {
  readonly integrity?: string;
  /** Part of the archive of another package, whose digest covers it. */
  readonly inBundle?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { '': _, ...packages }: Record<string, LockedPackage> = JSON.parse(
  readFileSync(LOCK_FILE, 'utf8'),
).packages;

/** The folders in which Node.js looks for a package's dependencies, nearest first. */
function foldersFrom(location: string): string[] {
  const parts = location.split('/node_modules/');
  return ['', ...parts.map((_, index) => `${parts.slice(0, index + 1).join('/node_modules/')}/`)].reverse();
}

describe('package-lock.json', () => {
  it('pins the archive of every package by a digest', () => {
    const unpinned = Object.entries(packages).filter(
      ([, { integrity, inBundle }]) => !integrity && !inBundle,
    );
    expect(unpinned.map(([location]) => location)).toEqual([]);
  });

  it('lists the optional packages of every platform, without which npm ci fails there', () => {
    const missing = Object.entries(packages).flatMap(([location, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) =>
        foldersFrom(location).every((folder) => !(`${folder}node_modules/${name}` in packages)),
      ),
    );
    expect(missing).toEqual([]);
  });
});
