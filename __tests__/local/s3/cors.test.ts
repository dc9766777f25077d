import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PLAIN, s3Endpoint, VERSIONED } from './s3-under-test';

const ORIGIN = 'https://app.example.org';
const server = s3Endpoint();

const preflight = (bucket: string, headers: Record<string, string>) =>
  fetch(`${server.url}/${bucket}/uploads/x.jpg`, { method: 'OPTIONS', headers });
const asking = (method: string, origin = ORIGIN) => ({ origin, 'access-control-request-method': method });

it('lets pages of an allowed origin send the methods and headers of the rule', async () => {
  const answer = await preflight(VERSIONED, {
    ...asking('PUT'),
    'access-control-request-headers': 'Content-Type,X-Amz-Meta-User-Id',
  });
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-methods': 'GET, PUT',
    'access-control-allow-headers': 'content-type, x-amz-meta-user-id',
    'access-control-expose-headers': 'ETag',
    'access-control-max-age': '3600',
    vary: expect.stringContaining('Origin'),
  });
});

it.each([
  ['another origin', VERSIONED, asking('PUT', 'https://example.com')],
  ['an origin that only ends alike', VERSIONED, asking('PUT', 'https://evilexample.org')],
  ['another method', VERSIONED, asking('DELETE')],
  ['another header', VERSIONED, { ...asking('PUT'), 'access-control-request-headers': 'x-other' }],
  ['a bucket without rules', PLAIN, asking('PUT')],
])('refuses %s', async (_what, bucket, headers) => {
  const answer = await preflight(bucket, headers);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('<Code>AccessForbidden</Code>');
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

it('lets allowed pages read responses, errors too, and no other page', async () => {
  await server.s3.send(new PutObjectCommand({ Bucket: VERSIONED, Key: 'x', Body: 'x' }));
  const get = async (key: string, origin: string) => {
    const headers = { authorization: 'AWS4-HMAC-SHA256 x', origin };
    const answer = await fetch(`${server.url}/${VERSIONED}/${key}`, { headers });
    return [answer.status, answer.headers.get('access-control-allow-origin')];
  };
  expect(await get('x', ORIGIN)).toEqual([200, ORIGIN]);
  expect(await get('missing', ORIGIN)).toEqual([404, ORIGIN]);
  expect(await get('x', 'https://example.com')).toEqual([200, null]);
});
