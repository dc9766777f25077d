import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type ImageRecord, imageIdOf, type Preview } from '../../lambda/domain/image-record';
import { TwinProcess } from './twin-process';

/** The outputs of the stacks that a client needs. */
const outputsSchema = z.object({
  source_bucket_name: z.string(),
  processed_bucket_name: z.string(),
  metadata_table_name: z.string(),
  uploads_queue_url: z.string(),
  dead_letter_queue_url: z.string(),
  image_processor_function_name: z.string(),
  api_url: z.string(),
  event_bus_arn: z.string(),
  notifications_topic_arn: z.string(),
});

type Outputs = z.output<typeof outputsSchema>;

const healthSchema = z.object({
  status: z.string(),
  endpoint: z.string(),
  region: z.string(),
  outputs: outputsSchema,
});

const OUTCOME_LIMIT_MS = 25_000;

/** A client of a running Darkroom. */
export class Deployment {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly table: DynamoDBDocumentClient;
  /** For further clients. */
  readonly configuration: { readonly region?: string; readonly endpoint?: string };

  /** @param twin the process behind it, when it is on this machine and ours */
  constructor(
    readonly outputs: Outputs,
    place: { readonly endpoint?: string; readonly region?: string },
    readonly twin?: TwinProcess,
  ) {
    const local = place.endpoint && {
      endpoint: place.endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const configuration = { ...(place.region && { region: place.region }), ...local };
    this.configuration = configuration;
    this.s3 = new S3Client({ ...configuration, forcePathStyle: place.endpoint !== undefined });
    this.sqs = new SQSClient({ ...configuration, useQueueUrlAsEndpoint: place.endpoint === undefined });
    this.table = DynamoDBDocumentClient.from(new DynamoDBClient(configuration));
  }

  /** @returns the version id of the new object */
  async upload(
    key: string,
    bytes: Buffer,
    metadata: Record<string, string> = {},
  ): Promise<string | undefined> {
    const { VersionId } = await this.s3.send(
      new PutObjectCommand({
        Bucket: this.outputs.source_bucket_name,
        Key: key,
        Body: bytes,
        Metadata: metadata,
      }),
    );
    return VersionId;
  }

  /** The keys of all originals. */
  async uploadedKeys(): Promise<string[]> {
    const pages = paginateListObjectsV2({ client: this.s3 }, { Bucket: this.outputs.source_bucket_name });
    const keys: string[] = [];
    for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key }) => Key ?? ''));
    return keys;
  }

  /** Every record of a key, newest first. */
  async history(key: string): Promise<ImageRecord[]> {
    const { Items: items = [] } = await this.table.send(
      new QueryCommand({
        TableName: this.outputs.metadata_table_name,
        KeyConditionExpression: 'imageId = :imageId',
        ExpressionAttributeValues: { ':imageId': imageIdOf(this.outputs.source_bucket_name, key) },
        ScanIndexForward: false,
        ConsistentRead: true,
      }),
    );
    return items as ImageRecord[];
  }

  /** Waits for a matching record of a key. */
  async recordOf(key: string, isWanted: (record: ImageRecord) => boolean = isTerminal): Promise<ImageRecord> {
    const end = Date.now() + OUTCOME_LIMIT_MS;
    for (;;) {
      const records = await this.history(key);
      const record = records.find(isWanted);
      if (record) return record;
      if (Date.now() > end) throw new Error(`No such record of ${key} but ${JSON.stringify(records)}`);
      await sleep(50);
    }
  }

  /** Uploads and waits for the outcome. */
  async process(key: string, bytes: Buffer, metadata?: Record<string, string>): Promise<ImageRecord> {
    await this.upload(key, bytes, metadata);
    return this.recordOf(key);
  }

  /** Deletes an object, which creates a delete marker in a bucket with versions. */
  async remove(key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.outputs.source_bucket_name, Key: key }));
  }

  /** Pretends that a record was made by another recipe. */
  async setRecipe(row: Pick<ImageRecord, 'imageId' | 'timestamp'>, recipe: string): Promise<void> {
    await this.table.send(
      new UpdateCommand({
        TableName: this.outputs.metadata_table_name,
        Key: row,
        UpdateExpression: 'SET recipe = :recipe',
        ExpressionAttributeValues: { ':recipe': recipe },
      }),
    );
  }

  async read({ key }: Pick<Preview, 'key'>) {
    const { Body: body, ...answer } = await this.s3.send(
      new GetObjectCommand({ Bucket: this.outputs.processed_bucket_name, Key: key }),
    );
    if (!body) throw new Error(`${key} has no body`);
    return { ...answer, bytes: Buffer.from(await body.transformToByteArray()) };
  }

  /** The number of messages in a queue, including those in flight. */
  async depthOf(queueUrl: string): Promise<number> {
    const { Attributes: counts = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    );
    return Object.entries(counts)
      .filter(([name]) => name.startsWith('ApproximateNumberOfMessages'))
      .reduce((sum, [, count]) => sum + Number(count), 0);
  }

  /** Reads a report of the twin, such as `outbox` or `permissions`. */
  async report<Report>(name: string): Promise<Report> {
    const answer = await fetch(new URL(`/${name}`, this.outputs.api_url));
    return (await answer.json()) as Report;
  }

  /** Calls the REST API below its stage. */
  async callApi(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${this.outputs.api_url}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async close(): Promise<void> {
    for (const client of [this.s3, this.sqs, this.table]) client.destroy();
    await this.twin?.interrupt();
  }
}

const isTerminal = ({ processingStatus }: ImageRecord): boolean => processingStatus !== 'PROCESSING';

/** Whether the suite runs against another deployment than its own twin. */
const isElsewhere = process.env.DARKROOM_OUTPUTS !== undefined;

/** For tests that need the suite's own twin. Elsewhere they are skipped, and their names say why. */
export const describeOnTwin = isElsewhere ? describe.skip : describe;
export const itOnTwin = isElsewhere ? it.skip : it;

/**
 * Starts a twin. If `DARKROOM_OUTPUTS` is the path of a file with outputs, opens that deployment instead, at
 * `AWS_ENDPOINT_URL` or in the account of the credentials.
 */
export async function openDeployment(): Promise<Deployment> {
  const { DARKROOM_OUTPUTS: path, AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = process.env;
  if (path !== undefined) {
    const outputs = outputsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return new Deployment(outputs, { ...(endpoint && { endpoint }), ...(region && { region }) });
  }
  return deploymentOf(new TwinProcess());
}

/** Waits for a twin to be up, and opens it. */
export async function deploymentOf(twin: TwinProcess): Promise<Deployment> {
  const health = await fetch(`${await twin.up()}/health`);
  const { outputs, ...place } = healthSchema.parse(await health.json());
  return new Deployment(outputs, place, twin);
}
