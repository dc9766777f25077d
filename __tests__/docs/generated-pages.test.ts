import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from '../../scripts/docs/generated-pages';

it.each(Object.entries(generatedPages()))(
  '%s is what the code says; npm run docs makes it so',
  (path, text) => {
    expect(readFileSync(join(__dirname, '../..', path), 'utf8')).toBe(text);
  },
);
