import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One package as a lock file of version 3 names it. */
interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

interface LockFile {
  packages: Record<string, LockedPackage>;
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * npm leaves optional packages out of the lock file that the registry at hand does not serve, such as
 * binaries for other platforms, and `npm ci` then refuses the lock file everywhere. This names them: by the
 * exact version that is asked for, and for the platform that their names tell.
 * @returns the names that were added
 */
export function completeLockFile(lock: LockFile): string[] {
  const added: string[] = [];
  for (const [location, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isLocked(lock, location, name)) continue;
      lock.packages[`node_modules/${name}`] = {
        version,
        ...(dev && { dev }),
        optional: true,
        ...platformOf(name),
      };
      added.push(name);
    }
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
  return added;
}

/** A package is looked for beside the one that asks for it, and in every folder above. */
function isLocked({ packages }: LockFile, location: string, name: string): boolean {
  const folders = location
    .split('/node_modules/')
    .map((_, i, all) => all.slice(0, all.length - i).join('/node_modules/'));
  return [...folders, ''].some((folder) => `${folder ? `${folder}/` : ''}node_modules/${name}` in packages);
}

function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  if (os.length === 0)
    throw new Error(`${name} is not in the lock file, and its name does not tell its platform.`);
  return { os, ...(cpu.length > 0 && { cpu }), ...(os.includes('linux') && { libc: [libc] }) };
}

function main(): void {
  const path = join(__dirname, '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8')) as LockFile;
  const added = completeLockFile(lock);
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    added.length > 0 ? `Named in package-lock.json: ${added.join(', ')}` : 'package-lock.json is complete.',
  );
}

if (require.main === module) main();
