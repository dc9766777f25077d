import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { readBody } from '../../../local/foundation/http';
import type { FunctionHost } from '../../../local/functions/function-host';
import { lambdaFront } from '../../../local/functions/lambda-front';
import type { InvocationResult } from '../../../local/functions/protocol';

const FUNCTION = 'image-processor-test';
let invoke: (payload: unknown) => Promise<InvocationResult>;
let server: Server;
let lambda: LambdaClient;

beforeAll(async () => {
  const host = { invoke: (payload: unknown) => invoke(payload) } as FunctionHost;
  const front = lambdaFront(new Map([[FUNCTION, host]]), async (_, response) => void response.end());
  server = createServer((request, response) => {
    void readBody(request).then((body) => front(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  lambda = new LambdaClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const invoking = (FunctionName = FUNCTION) =>
  new InvokeCommand({ FunctionName, Payload: JSON.stringify({ key: 'uploads/a.jpg' }) });

const textOf = (payload: Uint8Array | undefined): string => Buffer.from(payload ?? []).toString();

it.each([FUNCTION, `arn:aws:lambda:us-east-1:000000000000:function:${FUNCTION}`])(
  'invokes the function with the payload and returns its result: %s',
  async (name) => {
    invoke = async (payload) => ({ ok: true, payload: { received: payload } });
    const { Payload, FunctionError } = await lambda.send(invoking(name));
    expect(textOf(Payload)).toBe('{"received":{"key":"uploads/a.jpg"}}');
    expect(FunctionError).toBeUndefined();
  },
);

it('returns the error of a function that failed', async () => {
  const error = { errorType: 'Runtime.ExitError', errorMessage: 'signal: killed' };
  invoke = async () => ({ ok: false, error });
  const { Payload, FunctionError } = await lambda.send(invoking());
  expect(FunctionError).toBe('Unhandled');
  expect(JSON.parse(textOf(Payload))).toEqual(error);
});

it('returns ResourceNotFoundException for an unknown function', async () => {
  await expect(lambda.send(invoking('another'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('lets the function finish when its caller disconnects', async () => {
  let finish: () => void = () => undefined;
  const finished = new Promise<string>((resolve) => {
    invoke = async () => {
      await new Promise<void>((proceed) => {
        finish = proceed;
      });
      resolve('finished');
      return { ok: true, payload: {} };
    };
  });
  const waiting = lambda.send(invoking(), { abortSignal: AbortSignal.timeout(100) });
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  finish();
  expect(await finished).toBe('finished');
  invoke = async () => ({ ok: true, payload: 'next' });
  expect(textOf((await lambda.send(invoking())).Payload)).toBe('"next"');
});
