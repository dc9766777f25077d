import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { anchorsOf, linksOf, markdownPages, type Page, PROJECT } from './pages';

const pages = markdownPages();
const pageAt = (path: string): Page | undefined => pages.find((page) => page.path === path);

/** The target of a link, relative to the project's folder. */
const destinationOf = (page: Page, path: string): string =>
  path === '' ? page.path : normalize(join(page.path, '..', path)).replace(/\/$/, '');

it.each(pages.map((page) => [page.path, page] as const))('every link of %s has a target', (_, page) => {
  const broken = linksOf(page).filter(({ path, anchor }) => {
    const destination = destinationOf(page, path);
    if (!existsSync(join(PROJECT, destination))) return true;
    const target = pageAt(destination);
    return anchor !== undefined && !(target && anchorsOf(target).has(anchor));
  });
  expect(broken).toEqual([]);
});

it('every page can be reached from the README', () => {
  const reached = new Set<string>();
  const waiting = ['README.md'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const page = pageAt(path);
    if (!page || reached.has(path)) continue;
    reached.add(path);
    waiting.push(...linksOf(page).map((link) => destinationOf(page, link.path)));
  }
  const unreached = pages.filter(({ path }) => !reached.has(path) && !path.startsWith('docs/decisions/'));
  expect(unreached.map(({ path }) => path)).toEqual([]);
});
