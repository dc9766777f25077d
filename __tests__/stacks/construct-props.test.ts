import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing, Token } from 'cdktf';
import type { Construct } from 'constructs';
import {
  PreviewDelivery,
  type PreviewDeliveryProps,
} from '../../stacks/constructs/delivery/preview-delivery';
import { TrustedKeys } from '../../stacks/constructs/delivery/trusted-keys';
import { EncryptionKey } from '../../stacks/constructs/encryption-key';
import { ImageEvents } from '../../stacks/constructs/events/image-events';
import { Notifications } from '../../stacks/constructs/events/notifications';
import { Webhooks } from '../../stacks/constructs/events/webhooks';
import { LambdaFunction } from '../../stacks/constructs/lambda-function';
import { Budget } from '../../stacks/constructs/monitoring/budget';
import { Dashboard } from '../../stacks/constructs/monitoring/dashboard';
import type { Monitored } from '../../stacks/constructs/monitoring/monitored';
import { DeadLetterQueue } from '../../stacks/constructs/queues/dead-letter-queue';
import { PrivateBucket } from '../../stacks/constructs/storage/private-bucket';
import { ProcessedBucket } from '../../stacks/constructs/storage/processed-bucket';
import { Topic } from '../../stacks/constructs/topic';
import { UploadsQueue } from '../../stacks/constructs/uploads/uploads-queue';
import { resourceNames } from '../../stacks/names';
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

  const key = { alias: 'darkroom', retain: true, region: 'us-east-1', accountId: '123456789012' };

  it('rejects the alias of a key instead of its ARN', () => {
    const arn = 'arn:aws:kms:us-east-1:123456789012:alias/photos';
    expect(make((scope) => new EncryptionKey(scope, 'key', { ...key, arn }))).toThrow(
      /arn is ".*alias\/photos", but must be the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key\/ID/,
    );
  });

  it('rejects an alias that AWS reserves', () => {
    expect(make((scope) => new EncryptionKey(scope, 'key', { ...key, alias: 'aws/photos' }))).toThrow(
      /alias is "aws\/photos", but must be/,
    );
  });

  const delivery: PreviewDeliveryProps = {
    name: 'image-previews-dev',
    bucketDomain: 'photos.s3.us-east-1.amazonaws.com',
    presets: {},
    allowedOrigins: [],
    priceClass: 'PriceClass_100',
  };

  it.each<[string, Partial<PreviewDeliveryProps>, RegExp]>([
    [
      'a name that leaves no room for the names of its functions',
      { name: 'a'.repeat(51) },
      /name is "a{51}", but must have at most 50 characters/,
    ],
    ['an unknown price class', { priceClass: 'PriceClass_300' }, /must be one of PriceClass_100/],
    ['an origin with a path', { allowedOrigins: ['https://a.example/b'] }, /must be origins such as/],
    [
      'a certificate of another region',
      {
        domain: {
          name: 'images.example.com',
          certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1234',
        },
      },
      /domain is .*, but must be the ARN of a certificate in us-east-1/,
    ],
    ['signatures without a key', { publicKeys: [] }, /publicKeys is \[\], but must have at least one/],
  ])('rejects a delivery with %s', (_, wrong, message) => {
    const props = { ...delivery, ...wrong };
    expect(make((scope) => new PreviewDelivery(scope, 'delivery', props))).toThrow(message);
  });

  it('accepts the delivery without these faults', () => {
    expect(make((scope) => new PreviewDelivery(scope, 'delivery', delivery))).not.toThrow();
  });

  it('rejects a key group without a key', () => {
    expect(make((scope) => new TrustedKeys(scope, 'keys', { name: 'keys', publicKeys: [] }))).toThrow(
      /publicKeys is \[\], but must have at least one public key. Add that of the key that signs/,
    );
  });

  it('rejects a budget of nothing', () => {
    const budget = (scope: Construct) =>
      new Budget(scope, 'budget', {
        name: 'darkroom-dev',
        amount: Number.NaN,
        environment: 'dev',
        accountId: '123456789012',
        alerts: new Topic(scope, 'topic', { name: 'topic', displayName: 'Topic' }),
      });
    expect(make(budget)).toThrow(/amount is null, but/);
  });

  const bus = (scope: Construct) => new ImageEvents(scope, 'events', { busName: 'bus', archiveName: 'all' });

  it('rejects rules of notifications whose names are too long', () => {
    const names = { ...resourceNames(settings), outcomeRule: (outcome: string) => outcome.padEnd(65, '-') };
    const notifications = (scope: Construct) =>
      new Notifications(scope, 'notifications', { names, settings, events: bus(scope) });
    expect(make(notifications)).toThrow(/name is "completed-+", but must have at most 64 characters/);
  });

  it('rejects a queue, a rule and an address of webhooks at once', () => {
    const names = { ...resourceNames(settings), webhooksQueue: 'web hooks', webhooksRule: 'web/hooks' };
    const webhooks = (scope: Construct) =>
      new Webhooks(scope, 'webhooks', {
        names,
        settings,
        url: 'http://shop.example.com',
        events: bus(scope),
        package: __filename,
        accountId: '123456789012',
      });
    expect(make(webhooks)).toThrow(
      /webhooksQueue is "web hooks", but.*webhooksRule is "web\/hooks", but.*url is .*, but must be an https:\/\/ address/s,
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
