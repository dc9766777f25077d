import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './pages';

/** The source files that contain the messages, without tests. */
const sources = ['bundle', 'lambda', 'local', 'plan', 'scripts', 'stacks']
  .flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true }).filter(({ name }) =>
      /\.(tsx?|cjs)$/.test(name),
    ),
  )
  .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
  .join('\n');

/** Shortest part of a message that is looked up. Shorter parts occur everywhere. */
const MIN_PART_LENGTH = 8;

const page = readFileSync(join(PROJECT, 'docs/troubleshooting.md'), 'utf8');
const messages = [...page.matchAll(/^\| (`.+?) \| /gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
);

it.each(messages)('the source contains the message "%s"', (message) => {
  const parts = message.split('…').map((part) => part.trim());
  const missing = parts.filter((part) => part.length >= MIN_PART_LENGTH && !sources.includes(part));
  expect(missing).toEqual([]);
});
