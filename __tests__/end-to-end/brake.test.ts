import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectVersionsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbBrakeNotes } from '../../lambda/adapters/dynamodb/dynamodb-brake-notes';
import { dynamoDbImageCatalog } from '../../lambda/adapters/dynamodb/dynamodb-image-catalog';
import { imageIdOf } from '../../lambda/domain/image-record';
import { ATTEMPTS_METRIC } from '../../lambda/domain/metrics';
import type { ImageCatalog } from '../../lambda/domain/ports';
import { synthesize } from '../../local/command/synthesize';
import { LOOPBACK, listenOnLoopback } from '../../local/foundation/loopback';
import { Gateway } from '../../local/gateway/gateway';
import { DataFolder } from '../../local/twin/data-folder';
import { type Stores, storesOf } from '../../local/twin/running-twin';
import { startTwin, type Twin } from '../../local/twin/twin';
import type { Plan } from '../../plan/plan';
import { readTopology } from '../../plan/topology/topology';
import { plannedSystem } from '../../scripts/cost/planned-system';
import { costOf, type Usage } from '../../scripts/cost/usage';
import { worstHour } from '../../scripts/cost/worst-hour';
import { proxyEvent } from '../support/api';
import { runCommand } from '../support/operator/command';
import { jpegPhoto } from '../support/photos';

jest.setTimeout(400_000);

const LIMIT = 40;
const SETTINGS = { MAX_IMAGES_PER_HOUR: String(LIMIT) };
const REGION = 'us-east-1';
const KEYS = [1, 2, 3].map((n) => `uploads/loop/photo-${n}.jpg`);
/** Between the uploads of the client. */
const [FAST_MS, SLOW_MS] = [50, 500];
/** Alarms are evaluated once a minute. */
const BRAKE_MS = 150_000;

/** What AWS would bill for the replay. */
class BilledUse {
  attempts = 0;
  private gbSeconds = 0;
  private readonly calls = new Map<string, number>();

  constructor(private readonly memoryMb: number) {}

  line(line: string): void {
    if (line.includes('"_aws"')) this.attempts += Number(JSON.parse(line)[ATTEMPTS_METRIC] ?? 0);
  }

  invocation(milliseconds: number): void {
    this.gbSeconds += (milliseconds / 1000) * (this.memoryMb / 1024);
    this.call('lambda', 'Invoke');
  }

  call(service: string, operation: string): void {
    const name = `${service} ${operation}`;
    this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
  }

  get usd(): number {
    const count = (pattern: RegExp) =>
      [...this.calls].filter(([name]) => pattern.test(name)).reduce((sum, [, calls]) => sum + calls, 0);
    const usage: Usage = {
      lambdaArmGbSecond: this.gbSeconds,
      lambdaRequest: count(/^lambda/),
      s3StandardPut: count(/^s3 (Put|List|Copy)/),
      s3StandardGet: count(/^s3 (Get|Head)/),
      sqsRequest: count(/^sqs/),
      dynamoDbWrite: count(/^dynamodb (Put|Update|Delete)/) * 4,
      dynamoDbRead: count(/^dynamodb (Get|Query)/),
      eventBridgeEvent: count(/^events/),
      snsPublish: count(/^sns/),
    };
    return costOf(usage, REGION);
  }
}

describe('a client that rewrites objects for ever', () => {
  const data = new DataFolder();
  const gateway = new Gateway();
  let twin: Twin;
  let plan: Plan;
  let stores: Stores;
  let endpoint: string;
  let use: BilledUse;
  let s3: S3Client;
  let lambda: LambdaClient;
  let notes: DynamoDbBrakeNotes;
  let catalog: ImageCatalog;
  const loop = { isRunning: true, uploads: 0 };
  let looping: Promise<void>;

  beforeAll(async () => {
    endpoint = `http://${LOOPBACK}:${await listenOnLoopback(gateway.server, 0)}`;
    plan = await synthesize(join(data.scratch, 'cdktf.out'), { ...process.env, ...SETTINGS });
    const topology = readTopology(plan, { endpoint, apiUrl: `${endpoint}/api` });
    use = new BilledUse(plannedSystem(plan).processor.memoryMb);
    twin = await startTwin({
      topology,
      data,
      gateway,
      functionProcesses: 2,
      retryDelaySeconds: 1,
      log: { functionLine: (_, line) => use.line(line), problem: () => undefined },
      onInvocation: ({ durationMs }) => use.invocation(durationMs),
    });
    gateway.watch(({ service, operation, status }) => {
      if (status !== undefined) use.call(service, operation);
    });
    stores = storesOf(topology);
    const client = { endpoint, region: REGION, credentials: { accessKeyId: 'me', secretAccessKey: 'me' } };
    s3 = new S3Client({ ...client, forcePathStyle: true });
    lambda = new LambdaClient(client);
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
    notes = new DynamoDbBrakeNotes(documents, stores.metadataTable);
    catalog = dynamoDbImageCatalog(documents, stores.metadataTable);
    looping = rewriteForEver();
  });

  afterAll(async () => {
    loop.isRunning = false;
    await looping;
    await twin.stop(2_000);
    gateway.server.close();
    data.release();
  });

  async function rewriteForEver(): Promise<void> {
    while (loop.isRunning) {
      const Key = KEYS[loop.uploads % KEYS.length];
      const Body = await jpegPhoto({ width: 300 + (loop.uploads % 50), height: 200 });
      await s3.send(new PutObjectCommand({ Bucket: stores.sourceBucket, Key, Body }));
      loop.uploads += 1;
      // Fast up to the ceiling, since the alarm sees it only after the end of a minute.
      await sleep(use.attempts > LIMIT ? SLOW_MS : FAST_MS);
    }
  }

  const waiting = async () => (await twin.messagesOf('image-uploads-dev')).length;
  const resume = (...options: string[]) =>
    runCommand(['images', 'resume', ...options, '--endpoint-url', endpoint], SETTINGS);

  async function until(holds: () => Promise<boolean> | boolean, withinMs: number): Promise<void> {
    const end = Date.now() + withinMs;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error('It did not come to pass in time.');
      await sleep(250);
    }
  }

  it('is stopped at the ceiling, for less than the figure of the worst hour', async () => {
    await until(async () => (await notes.read()) !== undefined, BRAKE_MS);
    expect((await notes.read())?.reason).toContain(`greater than the threshold (${LIMIT}.0)`);
    expect(use.attempts).toBeGreaterThan(LIMIT);
    await until(() => twin.eventSourceStates()[0] === 'Disabled', 30_000);
    const { attempts } = use;
    const uploads = loop.uploads;
    await until(() => loop.uploads > uploads + 10, 30_000);
    expect(use.attempts).toBe(attempts);
    expect(await waiting()).toBeGreaterThan(10);
    const worst = worstHour(plannedSystem(plan), REGION, LIMIT);
    expect(use.attempts).toBeLessThanOrEqual(worst.attempts);
    expect(use.usd).toBeGreaterThan(0);
    expect(use.usd).toBeLessThanOrEqual(worst.usd);
  });

  it('also gets 503 from the API, and a mail says what happened and how to go on', async () => {
    const event = proxyEvent({ route: 'POST /process', body: { image_key: KEYS[0] } });
    const invocation = { FunctionName: 'image-api-dev', Payload: JSON.stringify(event) };
    const { Payload } = await lambda.send(new InvokeCommand(invocation));
    const { statusCode, body } = JSON.parse(Buffer.from(Payload ?? []).toString());
    expect(statusCode).toBe(503);
    expect(JSON.parse(body).message).toContain('Processing has been stopped since');
    const mail = twin.account.outbox.mails.find(({ subject }) =>
      subject.includes('image-processing-brake-dev'),
    );
    expect(mail?.body).toContain('npm run images -- resume');
  });

  it('goes on only when somebody resumes who knows that the brake cannot act again yet', async () => {
    const shown = await resume('--dry-run');
    expect(shown.exitCode).toBe(1);
    expect(shown.out).toContain('The brake stopped processing at');
    expect((await resume()).exitCode).toBe(1);
    expect(twin.eventSourceStates()).toEqual(['Disabled']);
    loop.isRunning = false;
    await looping;
    const resumed = await resume('--now');
    expect(resumed.out).toContain('Processing is resumed.');
    expect(resumed.exitCode).toBe(0);
    expect(twin.eventSourceStates()).toEqual(['Enabled']);
    expect((await resume()).out).toContain('Processing is not stopped.');
  });

  it('has lost nothing then: every upload was taken, and the newest of each key is processed', async () => {
    await until(async () => (await waiting()) === 0, 120_000);
    expect(use.attempts).toBeGreaterThanOrEqual(loop.uploads);
    expect(await twin.messagesOf(stores.deadLetterQueue)).toEqual([]);
    const { Versions: versions = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: stores.sourceBucket, Prefix: 'uploads/loop/' }),
    );
    for (const key of KEYS) {
      const newest = versions.find(({ Key, IsLatest }) => Key === key && IsLatest);
      const [record] = await catalog.history(imageIdOf(stores.sourceBucket, key));
      expect(record).toMatchObject({ processingStatus: 'COMPLETED', versionId: newest?.VersionId });
    }
  });
});
