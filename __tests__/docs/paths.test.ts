import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFile } from '../support/source-imports';
import { markdownPages, PROJECT, proseOf } from './pages';

const MAPS = ['CONTRIBUTING.md', 'README.md', 'docs/architecture.md', 'local/README.md', 'scripts/README.md'];
/** Names of files and folders that are not in the project. */
const ELSEWHERE = new Map([
  ['README.md', ['manifest.json', 'out/', 'uploads/']],
  ['CONTRIBUTING.md', ['artifacts/']],
]);
const PATH = /^[\w.<][\w.<>*-]*(?:\/[\w.<>*-]*)+$|^[\w.<>*-]+\.(?:[cm]?[jt]sx?|json|md)$/;

const pages = markdownPages().filter(({ path }) => MAPS.includes(path));

/** Whether a path exists below a folder. `*` and `<name>` stand for any part of a name. */
function exists(folder: string, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined || name === '') return existsSync(folder);
  if (!/[*<]/.test(name)) return exists(join(folder, name), rest);
  const pattern = new RegExp(`^${name.replaceAll('.', '\\.').replaceAll(/\*|<[^>]+>/g, '.+')}$`);
  const names = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
  return names.some((entry) => pattern.test(entry) && exists(join(folder, entry), rest));
}

/** Paths in a page that exist neither from the project's folder nor from the page's. */
const missing = (path: string, text: string): string[] =>
  [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => PATH.test(name) && !ELSEWHERE.get(path)?.includes(name))
    .filter((name) => ![PROJECT, join(PROJECT, dirname(path))].some((base) => exists(base, name.split('/'))));

it.each(pages.map((page) => [page.path, page] as const))('every path in %s exists', (path, page) => {
  expect(missing(path, proseOf(page))).toEqual([]);
});

it('a path that is gone is reported, and a name in code is not', () => {
  const text =
    '`lambda/gone.ts` `gone.json` `lambda/<function>/gone.ts` `a/b` `lambda/<function>/handler.ts` `shared()`';
  expect(missing('CONTRIBUTING.md', text)).toEqual([
    'lambda/gone.ts',
    'gone.json',
    'lambda/<function>/gone.ts',
    'a/b',
  ]);
});

it('every file and folder of the tree in README.md exists', () => {
  const [, tree = ''] = projectFile('README.md').match(/^## The tree\n\n```\n(.*?)```/ms) ?? [];
  const parents: string[] = [];
  const paths = [...tree.matchAll(/^( *)(\S+) {2}/gm)].map(([, indent = '', name = '']) => {
    parents.splice(indent.length / 2, Number.POSITIVE_INFINITY, name);
    return parents.join('');
  });
  expect(paths).toContain('lambda/domain/uploads/');
  expect(paths.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
});
