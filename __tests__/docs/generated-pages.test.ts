import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from '../../scripts/docs/generated-pages';

it.each(Object.entries(generatedPages()))('%s matches the code; npm run docs updates it', (path, text) => {
  expect(readFileSync(join(__dirname, '../..', path), 'utf8')).toBe(text);
});
