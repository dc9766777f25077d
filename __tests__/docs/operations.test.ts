import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizedPlan } from '../../scripts/cli/synthesized-plan';
import { subjectOf, topicOf } from '../../scripts/images/diagnose/alarm-topics';
import { loadSettings } from '../../stacks/settings';
import { anchorsOf, PROJECT } from './pages';

const path = 'docs/operations.md';
const text = readFileSync(join(PROJECT, path), 'utf8');
const anchors = anchorsOf({ path, text });

interface Alarm {
  readonly subject: string;
  readonly description: string;
}

/** The alarms of a deployment with these settings. */
const alarmsOf = (environment: Record<string, string>): Alarm[] =>
  synthesizedPlan(loadSettings({ environment, context: {} }))
    .resources('aws_cloudwatch_metric_alarm')
    .map(({ attributes }) => ({
      subject: subjectOf(String(attributes.alarm_name), 'dev'),
      description: String(attributes.alarm_description),
    }));

const alarms = [
  ...alarmsOf({}),
  ...alarmsOf({
    SOURCE_BUCKET: 'somebodys-photos',
    DELIVERY: 'cloudfront',
    MAX_IMAGES_PER_HOUR: '1000',
    WEBHOOK_URL: 'https://shop.example.com/photos',
  }),
  ...alarmsOf({ SIGN_IN_ISSUER: 'https://issuer.example', SIGN_IN_AUDIENCE: 'app' }),
];
const sections = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.split('\n')[0] ?? '', section]),
);
const sectionOf = ({ description }: Alarm): string => description.split('#').at(-1) ?? '';

describe.each(alarms)('the alarm $subject', (alarm) => {
  it('links to a section of the page', () => {
    expect(anchors).toContain(sectionOf(alarm));
  });

  it('has a section that begins with the one command that shows cause and cure', () => {
    expect(sections.get(sectionOf(alarm))).toMatch(
      /^\S+\n\n<!-- run.*-->\n```sh\nnpm run images -- (diagnose \S+|redrive --dry-run)\n```\n/,
    );
  });

  it('can be diagnosed', () => {
    expect(topicOf(alarm.subject)).toBeDefined();
    expect(alarm.description).toContain(`npm run images -- diagnose ${alarm.subject}.`);
  });
});

it('has no section of an alarm that does not exist', () => {
  const linked = new Set(alarms.map(sectionOf));
  expect([...sections.keys()].filter((section) => !linked.has(section))).toEqual([]);
});

describe('every command of the page', () => {
  const blocks = [...text.matchAll(/(?:^<!-- (run.*) -->\n)?^```sh\n(.*?)^```$/gms)];

  it.each(blocks.map(([, mark, commands]) => [commands?.split('\n')[0], mark]))(
    'from "%s" on is run by a test',
    (_, mark) => {
      expect(mark).toMatch(/^run/);
      const [, files] = /^run by: (.*)$/.exec(mark ?? '') ?? [];
      for (const file of files?.split(', ') ?? []) expect(existsSync(join(PROJECT, file))).toBe(true);
    },
  );
});
