import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const PROJECT = join(__dirname, '../..');

/** One page of documentation. */
export interface Page {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
}

const readPage = (path: string): Page => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') });

/** Every page for people: those beside `package.json`, the maps of two folders, and all below `docs/`. */
export function markdownPages(): Page[] {
  const docs = readdirSync(join(PROJECT, 'docs'), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.md'))
    .map(({ parentPath, name }) => relative(PROJECT, join(parentPath, name)));
  return ['README.md', 'CONTRIBUTING.md', 'local/README.md', 'scripts/README.md', ...docs.sort()].map(
    readPage,
  );
}

/** The overview of all commands for people who open the project in a terminal. */
export const helpText = (): Page => readPage('help');

const FENCED = /^```.*?^```$/gms;

/** A page without its blocks of code, in which `[a](b)` is not a link and `#` not a heading. */
export const proseOf = ({ text }: Page): string => text.replaceAll(FENCED, '');

/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(page: Page): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(page).matchAll(/^#{1,6} +(.+)$/gm)) {
    const anchor = anchorOf(heading);
    let unused = anchor;
    for (let count = 1; anchors.has(unused); count += 1) unused = `${anchor}-${count}`;
    anchors.add(unused);
  }
  return anchors;
}

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
    .replaceAll(' ', '-');

export interface Link {
  /** As written, e.g. `how-to/replay-events.md#in-the-twin`. */
  readonly target: string;
  readonly path: string;
  readonly anchor?: string;
}

/** Links of a page to other files and headings of the project. */
export function linksOf(page: Page): Link[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#');
      return { target, path, ...(anchor !== undefined && { anchor }) };
    });
}
