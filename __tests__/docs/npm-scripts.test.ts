import packageJson from '../../package.json';
import { helpText, markdownPages } from './pages';

/** `npm run NAME`, with or without options of npm's own before the name. */
const RUN = /\bnpm run (?:--\w+ )*([\w:]+)/g;

it.each([...markdownPages(), helpText()].map(({ path, text }) => [path, text] as const))(
  '%s names only npm scripts that exist',
  (_, text) => {
    const named = [...text.matchAll(RUN)].map(([, name]) => name);
    expect(named.filter((name) => !(name && name in packageJson.scripts))).toEqual([]);
  },
);
