import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizedPlan } from '../../scripts/cli/synthesized-plan';
import { loadSettings } from '../../stacks/settings';
import { PROJECT } from './pages';

const page = readFileSync(join(PROJECT, 'docs/operations.md'), 'utf8');
/** Subjects of the table that says what each alarm means. */
const explained = new Set(
  [...page.matchAll(/^\| (`[a-z`, -]+) \| /gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, subject = '']) => subject),
  ),
);

/** Subjects of the alarms that a deployment with these settings has. */
const alarmsOf = (environment: Record<string, string>): string[] =>
  synthesizedPlan(loadSettings({ environment, context: {} }))
    .resources('aws_cloudwatch_metric_alarm')
    .map(({ attributes }) => String(attributes.alarm_name).replace(/^image-processing-(.+)-dev$/, '$1'));

it('says of every alarm what it means and what to do', () => {
  const alarms = new Set([...alarmsOf({}), ...alarmsOf({ SOURCE_BUCKET: 'somebodys-photos' })]);
  expect([...explained].sort()).toEqual([...alarms].sort());
});
