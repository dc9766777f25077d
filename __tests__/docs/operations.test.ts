import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizedPlan } from '../../scripts/cli/synthesized-plan';
import { loadSettings } from '../../stacks/settings';
import { PROJECT } from './pages';

const page = readFileSync(join(PROJECT, 'docs/operations.md'), 'utf8');
/** Subjects in the page's table of alarms. */
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

it('the page gives the meaning and the action of every alarm', () => {
  const alarms = new Set([
    ...alarmsOf({}),
    ...alarmsOf({
      SOURCE_BUCKET: 'somebodys-photos',
      DELIVERY: 'cloudfront',
      MAX_IMAGES_PER_HOUR: '1000',
      WEBHOOK_URL: 'https://shop.example.com/photos',
    }),
    ...alarmsOf({ SIGN_IN_ISSUER: 'https://issuer.example', SIGN_IN_AUDIENCE: 'app' }),
  ]);
  expect([...explained].sort()).toEqual([...alarms].sort());
});
