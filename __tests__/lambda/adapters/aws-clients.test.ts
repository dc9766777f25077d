import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { s3Client, TIMEOUTS } from '../../../lambda/adapters/aws-clients';
import { INTEGRATION_TIMEOUT_MS } from '../../../lambda/image-api/openapi/openapi-document';

const ATTEMPTS = 3;

describe('a request to AWS', () => {
  let silent: Server;
  beforeAll((done) => {
    // Takes requests, and never answers.
    silent = createServer(() => {}).listen(0, '127.0.0.1', done);
  });
  afterAll(() => {
    silent.closeAllConnections();
    silent.close();
  });

  it('ends with all its attempts before the API’s time is up', () => {
    expect(ATTEMPTS * TIMEOUTS.requestTimeout).toBeLessThan(INTEGRATION_TIMEOUT_MS);
  });

  it('fails when there is no response', async () => {
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      forcePathStyle: true,
      maxAttempts: 1,
      requestHandler: { ...TIMEOUTS, requestTimeout: 100 },
    });
    await expect(client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('has these limits in a function', async () => {
    process.env.AWS_REGION ??= 'us-east-1';
    const handler = s3Client().config.requestHandler as unknown as { configProvider: Promise<object> };
    expect(await handler.configProvider).toMatchObject(TIMEOUTS);
  });
});
