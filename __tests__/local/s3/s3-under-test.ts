import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { createS3Endpoint, type S3Endpoint } from '../../../local/s3/endpoint/endpoint';
import type { LifecycleRule } from '../../../local/s3/lifecycle/lifecycle-rule';
import type { Expiration } from '../../../local/s3/lifecycle/run-lifecycle';
import type { S3ObjectEvent } from '../../../local/s3/store/s3-event';

export const ACCESS_KEY = { accessKeyId: 'photographer', secretAccessKey: 'darkroom-secret' };
export const VERSIONED = 'photo-uploads-test';
export const PLAIN = 'photo-processed-test';

/**
 * The endpoint for the tests of a file or `describe`, which fail if a request fails inside the endpoint.
 * @param options `fresh` starts an empty one for each test; `client` adds to the configuration of `s3`
 */
export function s3Endpoint(options: { fresh?: boolean; client?: Partial<S3ClientConfig> } = {}): S3Server {
  const server = new S3Server(options.client);
  const [before, after] = options.fresh ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(() => server.start());
  after(() => server.stop());
  afterEach(() => expect(server.failures).toEqual([]));
  return server;
}

/** The endpoint behind a real server on a free port, with one bucket of each kind. */
class S3Server {
  readonly events: S3ObjectEvent[] = [];
  readonly failures: unknown[] = [];
  /** Added to the clock, in milliseconds. */
  clockShift = 0;
  dataDir = '';
  private endpoint = NOT_OPEN;
  private server = createServer();
  private readonly clients: S3Client[] = [];
  private ownClient: S3Client | undefined;

  constructor(private readonly clientConfig: Partial<S3ClientConfig> = {}) {}

  /** The client of most tests. */
  get s3(): S3Client {
    this.ownClient ??= this.client(this.clientConfig);
    return this.ownClient;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  client(config: Partial<S3ClientConfig> = {}): S3Client {
    const client = new S3Client({
      region: 'us-east-1',
      endpoint: this.url,
      forcePathStyle: true,
      credentials: ACCESS_KEY,
      maxAttempts: 1,
      ...config,
    });
    this.clients.push(client);
    return client;
  }

  /** Closes, lets something happen to the folder in `between`, and opens it again. */
  async restart(between = async (): Promise<void> => {}): Promise<void> {
    await this.shut();
    await between();
    await this.open();
  }

  /** Gives a bucket lifecycle rules. */
  setRules(bucket: string, lifecycleRules: readonly LifecycleRule[]): Promise<void> {
    return this.endpoint.createBucket(bucket, { versioned: bucket === VERSIONED, lifecycleRules });
  }

  runLifecycle(asOf: number): Promise<Expiration[]> {
    return this.endpoint.runLifecycle(asOf);
  }

  async start(): Promise<void> {
    this.events.length = 0;
    this.failures.length = 0;
    this.clockShift = 0;
    this.dataDir = await mkdtemp(join(tmpdir(), 'darkroom-s3-'));
    await this.open();
  }

  async stop(): Promise<void> {
    await this.shut();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async open(): Promise<void> {
    this.endpoint = await createS3Endpoint({
      dataDir: this.dataDir,
      onEvent: (event) => void this.events.push(event),
      onFailure: (error) => this.failures.push(error),
      secretOf: (id) => (id === ACCESS_KEY.accessKeyId ? ACCESS_KEY.secretAccessKey : undefined),
      now: () => Date.now() + this.clockShift,
      region: 'eu-central-1',
    });
    const corsRules = [
      {
        allowedOrigins: ['https://*.example.org'],
        allowedMethods: ['GET', 'PUT'],
        allowedHeaders: ['content-type', 'x-amz-*'],
        exposeHeaders: ['ETag'],
        maxAgeSeconds: 3600,
      },
    ];
    await this.endpoint.createBucket(VERSIONED, { versioned: true, corsRules });
    await this.endpoint.createBucket(PLAIN, { versioned: false });
    this.server = createServer((request, response) => void this.endpoint.handle(request, response));
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  private async shut(): Promise<void> {
    for (const client of this.clients.splice(0)) client.destroy();
    this.ownClient = undefined;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.endpoint.close();
    this.endpoint = NOT_OPEN;
  }
}

const NOT_OPEN: S3Endpoint = {
  handle: () => Promise.reject(new Error('The endpoint is not open')),
  createBucket: () => Promise.reject(new Error('The endpoint is not open')),
  runLifecycle: () => Promise.reject(new Error('The endpoint is not open')),
  reportPending: () => undefined,
  close: () => Promise.resolve(),
};

/** The code and status of a failed request, or `undefined` when it succeeded. */
export async function refusal(
  request: Promise<unknown>,
): Promise<{ code: string; status: number } | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return { code: name, status: $metadata?.httpStatusCode ?? 0 };
  }
}

/** Bytes that differ from place to place and from seed to seed. */
export function noise(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let index = 0; index < size; index += 1) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    bytes[index] = state >>> 16;
  }
  return bytes;
}
