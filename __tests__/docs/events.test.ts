import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMANENT_FAILURE_CODES } from '../../lambda/domain/errors';
import { bookOfOne } from '../../lambda/domain/previews/recipe-book';
import { notificationTexts } from '../../stacks/constructs/events/notification-texts';
import { recipe } from '../support/rendering';
import { PROJECT } from './pages';

const page = readFileSync(join(PROJECT, 'docs/events.md'), 'utf8');
const firstCells = [...page.matchAll(/^\| `([^`]+)` \| /gm)].map(([, cell]) => cell);

it('the page explains every failure code', () => {
  expect(firstCells).toEqual(expect.arrayContaining([...PERMANENT_FAILURE_CODES]));
});

const texts = Object.entries(notificationTexts(bookOfOne(recipe({ sizes: [{ width: 150, height: 150 }] }))));

it.each(texts)('the page names the event "%s"', (type) => {
  expect(firstCells).toContain(type);
});

it.each(texts)('the page shows the text of the e-mail for "%s"', (_, { inputTemplate }) => {
  const sentences = inputTemplate.split('\n').map((line) => line.split(/<\w+>/).map(asPattern).join('.+'));
  expect(page).toMatch(new RegExp(`\`\`\`\n${sentences[0]}\n${sentences[1]}\n`));
});

const asPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
