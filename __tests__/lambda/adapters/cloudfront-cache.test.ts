import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers like CloudFront: refuses the first requests of a kind, then accepts. */
let refusals: string[] = [];
let bodies: string[] = [];
let server: Server;

const error = (code: string): string =>
  `<ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error></ErrorResponse>`;
const accepted =
  '<Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>I1</Id><Status>InProgress</Status><CreateTime>2026-01-01T00:00:00Z</CreateTime><InvalidationBatch><Paths><Quantity>1</Quantity><Items><Path>/x</Path></Items></Paths><CallerReference>r</CallerReference></InvalidationBatch></Invalidation>';

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => {
      body += data;
    });
    request.on('end', () => {
      bodies.push(`${request.url} ${body}`);
      const refusal = refusals.shift();
      response.writeHead(refusal ? 400 : 201, { 'content-type': 'text/xml' });
      response.end(refusal ? error(refusal) : accepted);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
});
beforeEach(() => {
  refusals = [];
  bodies = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const cacheWith = async (waits: readonly number[]) => {
  const { CloudFrontCache } = await import('../../../lambda/adapters/cloudfront/cloudfront-cache');
  return new CloudFrontCache('E1', undefined, waits);
};

const referenceIn = (body = '') => /<CallerReference>(\w+)</.exec(body)?.[1];

it('invalidates everything below the image in its distribution', async () => {
  await (await cacheWith([])).invalidate('0b1d', 'removal 1');
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toMatch(/^\/2020-05-31\/distribution\/E1\/invalidation /);
  expect(bodies[0]).toContain('<Path>/previews/0b1d/*</Path>');
});

it('uses the same reference for the same cause, so that a repetition is not charged again', async () => {
  const cache = await cacheWith([]);
  for (const cause of ['removal 1', 'removal 1', 'removal 2']) await cache.invalidate('0b1d', cause);
  const [first, again, other] = bodies.map(referenceIn);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

it('waits and tries again while too many invalidations are in progress', async () => {
  refusals = ['TooManyInvalidationsInProgress', 'TooManyInvalidationsInProgress'];
  await (await cacheWith([1, 1, 1])).invalidate('0b1d', 'removal');
  expect(bodies).toHaveLength(3);
});

it('fails retryably when too many are in progress for too long', async () => {
  refusals = Array.from({ length: 3 }, () => 'TooManyInvalidationsInProgress');
  await expect((await cacheWith([1, 1])).invalidate('0b1d', 'removal')).rejects.toMatchObject({
    code: 'SERVICE_ERROR',
    retryable: true,
    message: expect.stringContaining('Could not invalidate /previews/0b1d/*: TooManyInvalidationsInProgress'),
  });
});

it('does not wait for an error of another kind', async () => {
  refusals = ['AccessDenied'];
  await expect((await cacheWith([60_000])).invalidate('0b1d', 'removal')).rejects.toThrow('AccessDenied');
});
