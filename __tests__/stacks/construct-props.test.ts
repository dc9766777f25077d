import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { ImageEvents } from '../../stacks/constructs/events/image-events';
import { LambdaFunction } from '../../stacks/constructs/lambda-function';
import { Dashboard } from '../../stacks/constructs/monitoring/dashboard';
import type { Monitored } from '../../stacks/constructs/monitoring/monitored';
import { DeadLetterQueue } from '../../stacks/constructs/queues/dead-letter-queue';
import { PrivateBucket } from '../../stacks/constructs/storage/private-bucket';
import { ProcessedBucket } from '../../stacks/constructs/storage/processed-bucket';
import { Topic } from '../../stacks/constructs/topic';
import { UploadsQueue } from '../../stacks/constructs/uploads/uploads-queue';
import { loadSettings } from '../../stacks/settings';

const settings = loadSettings({ environment: {}, context: {} });
const make = (construct: (scope: Construct) => unknown) => () => Testing.synthScope(construct);

describe('the constructor of a construct', () => {
  it('rejects a name with characters that AWS does not allow, and names them', () => {
    expect(make((scope) => new DeadLetterQueue(scope, 'queue', { name: 'uploads!' }))).toThrow(
      'queue cannot be created:\n  - name is "uploads!", but must be one or more of A-Z, a-z, 0-9, _ and -. Remove other characters.',
    );
  });

  it('rejects a name that is too long, and says how long it may be and how to shorten it', () => {
    const archiveName = 'a'.repeat(49);
    expect(make((scope) => new ImageEvents(scope, 'events', { busName: 'bus', archiveName }))).toThrow(
      /archiveName is "a{49}", but must have at most 48 characters. Shorten it, for example by a shorter ENVIRONMENT_SUFFIX/,
    );
  });

  it('rejects several wrong props at once, and lists all of them', () => {
    const props = {
      name: 'uploads',
      deadLetterName: 'dead letters',
      consumerTimeout: 901,
      batchingWindow: -1,
    };
    expect(make((scope) => new UploadsQueue(scope, 'queue', props))).toThrow(
      /deadLetterName is "dead letters", but.*consumerTimeout is 901, but must be a whole number of seconds from 1 to 900.*batchingWindow is -1, but must be a whole number of seconds from 0 to 300/s,
    );
  });

  it('rejects a package that was not bundled, and names the command that bundles it', () => {
    const props = { name: 'f', description: 'A function.', timeout: 10, environment: {}, settings };
    expect(make((scope) => new LambdaFunction(scope, 'f', { ...props, package: '/nowhere/f.zip' }))).toThrow(
      /package is "\/nowhere\/f.zip", but must be the path of a file that exists. Bundle the functions first: npm run bundle/,
    );
  });

  it('rejects memory that Lambda does not offer', () => {
    const props = { name: 'f', description: 'A function.', timeout: 10, environment: {}, settings };
    const small = make(
      (scope) => new LambdaFunction(scope, 'f', { ...props, package: __filename, memory: 64 }),
    );
    expect(small).toThrow(/memory is 64, but must be a whole number of megabytes from 128 to 10240/);
  });

  it('rejects an address that is not an e-mail address', () => {
    const props = { name: 'topic', displayName: 'Topic', email: 'nobody' };
    expect(make((scope) => new Topic(scope, 'topic', props))).toThrow(
      /email is "nobody", but must be an e-mail address/,
    );
  });

  it('rejects a topic without alarms', () => {
    const admitNobody = make((scope) =>
      new Topic(scope, 'topic', { name: 'topic', displayName: 'Topic' }).admitAlarms([], '1'),
    );
    expect(admitNobody).toThrow(/alarmArns is \[\], but must name at least one sender. Add its ARN/);
  });

  it('rejects an invalid number of days', () => {
    const props = { name: 'previews', retain: true, expirationDays: 1.5, allowedOrigins: [] };
    expect(make((scope) => new ProcessedBucket(scope, 'bucket', props))).toThrow(
      /expirationDays is 1.5, but must be a whole number of days/,
    );
  });

  it('rejects an origin with a path', () => {
    const allowedOrigins = ['https://photos.example.com/album'];
    const props = { name: 'previews', retain: true, expirationDays: 0, allowedOrigins };
    expect(make((scope) => new ProcessedBucket(scope, 'bucket', props))).toThrow(
      /allowedOrigins is .*, but must be origins such as https:\/\/photos.example.com, without a path, or \*/,
    );
  });

  it('rejects a bucket name that is too short', () => {
    const props = { name: 'ab', retain: true, versioned: false };
    expect(make((scope) => new PrivateBucket(scope, 'bucket', props))).toThrow(
      /name is "ab", but must have at least 3 characters/,
    );
  });

  it('rejects a dashboard name with a space', () => {
    const props = { name: 'my dashboard', region: 'us-east-1', monitored: {} as Monitored };
    expect(make((scope) => new Dashboard(scope, 'dashboard', props))).toThrow(/name is "my dashboard", but/);
  });
});

describe('a value that only Terraform knows', () => {
  it('is not checked', () => {
    const name = Token.asString({ resolve: () => 'uploads!' });
    expect(make((scope) => new DeadLetterQueue(scope, 'queue', { name }))).not.toThrow();
  });
});

describe('the props of constructs', () => {
  const directory = join(__dirname, '../../stacks/constructs');
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const interfaces = files.flatMap((file) =>
    [
      ...readFileSync(join(directory, file), 'utf8').matchAll(/^export interface (\w+Props) \{\n(.*?)^\}/gms),
    ].map(([, name = '', body = '']) => [name, body] as const),
  );

  it('are found', () => {
    expect(interfaces.length).toBeGreaterThan(15);
  });

  it.each(interfaces)('are documented in %s, optional ones with their default', (_, body) => {
    const props = [...body.matchAll(/(\/\*\*(?:(?!\*\/).)*\*\/\n)?^ {2}readonly (\w+)(\??):/gms)];
    const undocumented = props.filter(
      ([, comment = '', , optional]) => comment === '' || (optional === '?' && !comment.includes('@default')),
    );
    expect(undocumented.map(([, , name]) => name)).toEqual([]);
  });
});
