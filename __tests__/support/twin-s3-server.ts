import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createS3Endpoint, type S3Endpoint } from '../../local/s3/endpoint/endpoint';

export const clientOf = (endpoint: string): S3Client =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });

/**
 * The twin's S3 on a free port, for tests of what calls S3. Accepts any credentials. The tests of the endpoint itself use
 * `local/s3/s3-under-test.ts`, which can restart it, move its clock and watch its events.
 */
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
