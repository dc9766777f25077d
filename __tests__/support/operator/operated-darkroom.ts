import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { startMessagingServer } from '../../../local/queues/messaging-server';
import { createS3Endpoint } from '../../../local/s3/endpoint/endpoint';
import type { S3ObjectEvent } from '../../../local/s3/store/s3-event';
import { startDynamoDbServer } from '../../../local/table/dynamodb-server';
import { createTables } from '../../../local/twin/provision';
import type { TableDeclaration } from '../../../plan/topology/tables';
import { connect, type Darkroom } from '../../../scripts/connection/connection';
import { main } from '../../../scripts/darkroom';
import { QueueWatch } from '../../../scripts/images/apply/queue-watch';
import { jpegPhoto } from '../photos';
import { DeployedFunction } from './deployed-function';
import { OneEndpoint } from './one-endpoint';

/** The exit code and output of a command line. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly out: string;
  readonly err: string;
  /** The parsed lines of `--json`. */
  readonly values: readonly Record<string, unknown>[];
}

const HOUR = 3_600_000;
const SETTINGS = { PREVIEW_SIZES: '150x150', AWS_REGION: 'us-east-1', ENVIRONMENT_SUFFIX: 'dev' };

/** One environment on embedded servers, with a function that processes on demand, and operators' commands. */
export class OperatedDarkroom {
  /** The events of the source bucket, newest last. */
  readonly events: UploadEvent[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'darkroom-operator-'));
  private readonly home = process.cwd();
  private readonly closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly endpoint: OneEndpoint,
    readonly darkroom: Darkroom,
    readonly fn: DeployedFunction,
  ) {}

  static async open(): Promise<OperatedDarkroom> {
    const objects = mkdtempSync(join(tmpdir(), 'darkroom-objects-'));
    let take: (event: S3ObjectEvent) => void = () => undefined;
    // An hour ago, because uploads that may still be in the queue do not count as lost.
    const now = () => Date.now() - HOUR;
    const s3 = await createS3Endpoint({
      dataDir: objects,
      now,
      secretOf: () => 'operator',
      onEvent: (event) => take(event),
    });
    const dynamoDb = await startDynamoDbServer();
    const messaging = await startMessagingServer('us-east-1');
    const endpoint = await OneEndpoint.open({ s3, dynamoDb, messaging });
    const darkroom = await settled(SETTINGS, () => connect({ endpointUrl: endpoint.url }));
    const operated = new OperatedDarkroom(endpoint, darkroom, new DeployedFunction(darkroom));
    take = (event) => operated.take(event);
    operated.closing.push(
      () => endpoint.close(),
      () => s3.close(),
      () => messaging.close(),
      () => dynamoDb.close(),
      async () => rmSync(objects, { recursive: true }),
    );
    await s3.createBucket(darkroom.sourceBucket, { versioned: true });
    await s3.createBucket(darkroom.processedBucket, { versioned: false });
    await operated.createTableAndQueues();
    // Commands write their checkpoints and receipts to the current folder.
    process.chdir(operated.folder);
    return operated;
  }

  async close(): Promise<void> {
    await this.fn.stop();
    process.chdir(this.home);
    const { s3, sqs, documents } = this.darkroom;
    for (const client of [s3, sqs, documents]) client.destroy();
    for (const close of this.closing) await close();
    rmSync(this.folder, { recursive: true });
  }

  /** Puts an original. @returns its event, which is not processed automatically */
  async put(key: string, body?: Buffer, metadata: Record<string, string> = {}): Promise<UploadEvent> {
    const { s3, sourceBucket } = this.darkroom;
    const bytes = body ?? (await jpegPhoto({ width: 64, height: 48 }));
    await s3.send(new PutObjectCommand({ Bucket: sourceBucket, Key: key, Body: bytes, Metadata: metadata }));
    const event = this.events.at(-1);
    if (event?.key !== key) throw new Error(`The bucket did not tell of ${key}.`);
    return event;
  }

  /** Puts an original and processes its event. */
  async upload(key: string, body?: Buffer, metadata?: Record<string, string>): Promise<UploadEvent> {
    const event = await this.put(key, body, metadata);
    await this.fn.follow(event);
    return event;
  }

  /** Waits until the uploads queue has no waiting or in-flight messages. */
  async idle(): Promise<void> {
    const queue = new QueueWatch(this.darkroom);
    while ((await queue.emptyFor(Date.now())) < 50) await sleep(20);
  }

  /** Runs one command line, like `npm run darkroom --`. */
  async run(words: string, environment: Record<string, string> = {}): Promise<Ended> {
    const said = { out: '', err: '' };
    const listen = (stream: 'out' | 'err') => (text: unknown) => {
      said[stream] += String(text);
      return true;
    };
    const spies = [
      jest.spyOn(process.stdout, 'write').mockImplementation(listen('out')),
      jest.spyOn(process.stderr, 'write').mockImplementation(listen('err')),
      jest.spyOn(console, 'error').mockImplementation((text) => listen('err')(`${text}\n`)),
    ];
    process.exitCode = undefined;
    try {
      await settled({ ...SETTINGS, ...environment }, () =>
        main([...words.split(' '), '--endpoint-url', this.endpoint.url]),
      );
      const values = words.includes('--json')
        ? said.out.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []))
        : [];
      return { exitCode: process.exitCode as number | undefined, ...said, values };
    } finally {
      for (const spy of spies) spy.mockRestore();
      process.exitCode = undefined;
    }
  }

  private take({ eventName, bucket, key, eventTime, size, eTag, versionId, sequencer }: S3ObjectEvent): void {
    if (bucket !== this.darkroom.sourceBucket) return;
    const isMarker = eventName === 'ObjectRemoved:DeleteMarkerCreated';
    const removal = isMarker ? 'delete-marker-created' : 'version-deleted';
    this.events.push({
      kind: eventName.startsWith('ObjectCreated:') ? 'created' : removal,
      bucket,
      key,
      eventTime,
      sequencer,
      ...(size !== undefined && { size }),
      ...(eTag && { eTag }),
      ...(versionId && { versionId }),
    });
  }

  private async createTableAndQueues(): Promise<void> {
    const { table, sqs, queueUrl, deadLetterQueueUrl } = this.darkroom;
    const client = new DynamoDBClient({
      endpoint: this.endpoint.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
    });
    await createTables([imageTable(table)], client);
    client.destroy();
    for (const url of [deadLetterQueueUrl, queueUrl]) {
      await sqs.send(new CreateQueueCommand({ QueueName: url.split('/').at(-1) }));
    }
  }
}

const INDEXES = { StatusIndex: 'processingStatus', UserIndex: 'userId', DateIndex: 'uploadDate' };

const imageTable = (name: string): TableDeclaration => ({
  name,
  hashKey: 'imageId',
  rangeKey: 'timestamp',
  hasPointInTimeRecovery: true,
  attributes: [
    { name: 'timestamp', type: 'N' },
    ...['imageId', ...Object.values(INDEXES)].map((attribute) => ({ name: attribute, type: 'S' as const })),
  ],
  indexes: Object.entries(INDEXES).map(([index, hashKey]) => ({
    name: index,
    hashKey,
    rangeKey: 'timestamp',
    projection: 'ALL',
    nonKeyAttributes: [],
  })),
});

/** Sets environment variables for some work, and restores them afterwards. */
async function settled<Result>(
  settings: Record<string, string>,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
