import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { LambdaImageProcessor } from '../../../lambda/adapters/lambda-image-processor';
import { PermanentImageError, ServiceError, VersionHeldError } from '../../../lambda/domain/errors';
import { StillProcessingError } from '../../../lambda/domain/uploads/remote-processing';

const FUNCTION = 'image-processor-test';
const request = { key: 'uploads/a.jpg', requestId: 'r-1' };
const record = { imageId: 'a', timestamp: 1, processingStatus: 'COMPLETED', key: request.key };

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A processor whose invocations are handled by `lambda`. */
async function processorAt(lambda: RequestListener): Promise<LambdaImageProcessor> {
  server = createServer(lambda);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new LambdaClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  return new LambdaImageProcessor(client, FUNCTION, Date.now);
}

const responding =
  (status: number, body: object, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

const soon = () => Date.now() + 10_000;

it('invokes the function with the request and returns the record', async () => {
  const received: string[] = [];
  const processor = await processorAt(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    received.push(`${incoming.method} ${incoming.url}`, body);
    response.end(JSON.stringify({ record }));
  });
  expect(await processor.process(request, soon())).toEqual(record);
  expect(received).toEqual([
    `POST /2015-03-31/functions/${FUNCTION}/invocations`,
    '{"key":"uploads/a.jpg","requestId":"r-1"}',
  ]);
});

it.each([
  ['CORRUPT_IMAGE', PermanentImageError],
  ['VERSION_HELD', VersionHeldError],
  ['SERVICE_ERROR', ServiceError],
])('throws the error that the function returned: %s', async (code, kind) => {
  const processor = await processorAt(responding(200, { error: { code, message: 'Because.' } }));
  const error = await processor.process(request, soon()).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ code, message: 'Because.' });
});

it('throws a retryable error when Lambda throttles', async () => {
  const throttled = { Reason: 'ConcurrentInvocationLimitExceeded', message: 'Rate Exceeded.' };
  const headers = { 'x-amzn-errortype': 'TooManyRequestsException' };
  const processor = await processorAt(responding(429, throttled, headers));
  const error = await processor.process(request, soon()).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ServiceError);
  expect(error).toMatchObject({
    message: 'Could not process uploads/a.jpg: TooManyRequestsException: Rate Exceeded.',
  });
});

it('throws a fault when the function fails', async () => {
  const ended = { errorType: 'Runtime.ExitError', errorMessage: 'signal: killed' };
  const processor = await processorAt(responding(200, ended, { 'x-amz-function-error': 'Unhandled' }));
  const error = await processor.process(request, soon()).catch((reason: unknown) => reason);
  expect(error).toEqual(new Error(`${FUNCTION} failed: Runtime.ExitError: signal: killed`));
  expect(error).not.toBeInstanceOf(ServiceError);
});

it('stops waiting two seconds before the deadline', async () => {
  const processor = await processorAt(() => undefined);
  const begin = performance.now();
  const waiting = processor.process(request, Date.now() + 2_300);
  await expect(waiting).rejects.toThrow(StillProcessingError);
  await expect(waiting).rejects.toThrow(/Processing continues/);
  expect(performance.now() - begin).toBeLessThan(2_300);
});
