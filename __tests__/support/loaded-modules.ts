import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';

const PROJECT = join(__dirname, '../..');

/** Runs a command and prints, as its last line on standard error, each loaded file with the file that imported it first. */
const REPORT = `process.on('exit', () => {
  const importers = Object.fromEntries(Object.keys(require.cache).map((file) => [file, null]));
  for (const { filename, children } of Object.values(require.cache)) {
    for (const child of children) importers[child.filename] ??= filename;
  }
  console.error(JSON.stringify(importers));
});`;

/** The modules that a command loads. */
export interface LoadedModules {
  /** Paths from the project's folder. */
  readonly files: readonly string[];
  /**
   * The files that lead to a matching file: `a.ts imports b.ts imports node_modules/c/index.js`. Without those that lead to
   * it through another matching file.
   */
  chainsTo(pattern: RegExp): string[];
}

/** Runs a TypeScript file of the project with these words in a process of its own. */
export function modulesLoadedBy(file: string, ...words: string[]): LoadedModules {
  const argv = ['scripts/launch.cjs', file, ...words];
  const script = `${REPORT}
    process.argv = [process.execPath, ...${JSON.stringify(argv)}];
    require('./scripts/launch.cjs');`;
  const { stderr } = spawnSync(process.execPath, ['-e', script], { cwd: PROJECT, encoding: 'utf8' });
  const reported: Record<string, string | null> = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '');
  const importers = new Map(
    Object.entries(reported).map(([path, importer]) => [
      fromProject(path),
      importer && fromProject(importer),
    ]),
  );
  const chainOf = (path: string): string[] => {
    const importer = importers.get(path);
    return importer ? [...chainOf(importer), path] : [path];
  };
  const files = [...importers.keys()];
  return {
    files,
    chainsTo: (pattern) =>
      files
        .filter((path) => pattern.test(path) && !pattern.test(importers.get(path) ?? ''))
        .map((path) => chainOf(path).join(' imports ')),
  };
}

const fromProject = (path: string): string => relative(PROJECT, path);
