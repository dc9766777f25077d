import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, PutBucketVersioningCommand, type S3Client } from '@aws-sdk/client-s3';
import { clientOf, startS3Server } from './twin-s3-server';

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
