import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const PROJECT = join(__dirname, '../..');
const FOLDERS = ['bundle', 'lambda', 'local', 'photo-generators', 'plan', 'scripts', 'stacks'];
const STATIC = /^(?:import|export)\s(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\b(?:import|require|require\.resolve)\(\s*'([^']+)'/g;

/** Paths of all source files, from the project's folder. */
export const sourceFiles = (): string[] => [
  'main.ts',
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
      .filter(({ name }) => /\.(tsx?|[cm]js)$/.test(name))
      .map(({ parentPath, name }) => relative(PROJECT, join(parentPath, name))),
  ),
];

/** Names of the folders in a folder of the project. */
export const foldersIn = (folder: string): string[] =>
  readdirSync(join(PROJECT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

export const projectFile = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

/** Path of the imported file, or the path without its ending if no source file is there. */
function resolved(path: string): string {
  const candidates = ['', '.ts', '.tsx', '.d.ts'].map((ending) => path + ending);
  return candidates.find((file) => /\.\w+$/.test(file) && existsSync(join(PROJECT, file))) ?? path;
}

export interface Imports {
  /** Paths from the project's folder. */
  readonly files: readonly string[];
  /** Specifiers of packages and of parts of Node.js. */
  readonly packages: readonly string[];
}

/** Everything that a source file imports, types included. */
export function importsOf(path: string, text = projectFile(path)): Imports {
  const specifiers = [...text.matchAll(STATIC), ...text.matchAll(DYNAMIC)].map(([, name = '']) => name);
  const isFile = (name: string) => /^\.\.?(?:\/|$)/.test(name);
  return {
    files: specifiers.filter(isFile).map((name) => resolved(normalize(join(dirname(path), name)))),
    packages: specifiers.filter((name) => !isFile(name)),
  };
}
