import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './pages';

/** Whatever says the messages: sources of the project, without its tests. */
const sources = ['bundle', 'lambda', 'local', 'plan', 'scripts', 'stacks']
  .flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true }).filter(({ name }) =>
      /\.tsx?$/.test(name),
    ),
  )
  .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
  .join('\n');

/** Between names and numbers, which the page writes as `…`; shorter ones are found anywhere. */
const TELLING_LENGTH = 8;

const page = readFileSync(join(PROJECT, 'docs/troubleshooting.md'), 'utf8');
const messages = [...page.matchAll(/^\| (`.+?) \| /gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
);

it.each(messages)('something says "%s"', (message) => {
  const parts = message.split('…').map((part) => part.trim());
  const unsaid = parts.filter((part) => part.length >= TELLING_LENGTH && !sources.includes(part));
  expect(unsaid).toEqual([]);
});
