import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { createS3Endpoint, type S3Endpoint } from '../../local/s3/endpoint/endpoint';

/** An S3 endpoint to run a contract on. */
export interface S3Place {
  readonly client: S3Client;
  /** Creates a bucket with this name, or a similar one if the name is taken. @returns the name */
  makeBucket(name: string, options: { versioned: boolean; suspended?: boolean }): Promise<string>;
  close(): Promise<void>;
}

/** Opens the endpoint `AWS_ENDPOINT_URL` or, if it is not set, the twin's. */
export async function openS3Place(): Promise<S3Place> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint) return foreignS3(endpoint);
  const server = await startS3Server();
  return {
    client: server.client,
    makeBucket: async (name, { versioned, suspended }) => {
      await server.endpoint.createBucket(name, { versioned });
      if (suspended) await suspendVersions(server.client, name);
      return name;
    },
    close: server.close,
  };
}

function foreignS3(endpoint: string): S3Place {
  const client = clientOf(endpoint);
  return {
    client,
    makeBucket: async (name, { versioned, suspended }) => {
      const Bucket = `${name}-${randomUUID()}`;
      await client.send(new CreateBucketCommand({ Bucket }));
      const VersioningConfiguration = { Status: 'Enabled' as const };
      if (versioned) await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      if (suspended) await suspendVersions(client, Bucket);
      return Bucket;
    },
    close: async () => client.destroy(),
  };
}

async function suspendVersions(client: S3Client, Bucket: string): Promise<void> {
  const VersioningConfiguration = { Status: 'Suspended' as const };
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
}

const clientOf = (endpoint: string): S3Client =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });

/** The twin's S3 endpoint on a free port, with its data in a temporary folder. */
export interface S3Server {
  readonly client: S3Client;
  readonly endpoint: S3Endpoint;
  close(): Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'darkroom-s3-'));
  const endpoint = await createS3Endpoint({ dataDir, onEvent: () => undefined, secretOf: () => 'test' });
  const server = createServer((request, response) => void endpoint.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = clientOf(`http://127.0.0.1:${port}`);
  return {
    client,
    endpoint,
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await endpoint.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
