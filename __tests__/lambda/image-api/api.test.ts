import { createApi } from '../../../lambda/image-api/api';
import { inMemoryApi, lambdaContext, proxyEvent } from '../../support/api';

const list = { route: 'GET /images', query: { status: 'COMPLETED' } };

describe('every response', () => {
  it('is JSON that must not be cached, since it holds URLs that expire', async () => {
    const { headers } = await inMemoryApi().call(list);
    expect(headers).toEqual({ 'cache-control': 'no-store', 'content-type': 'application/json' });
  });

  it('has the request id when it is an error', async () => {
    const { body } = await inMemoryApi().call({ ...list, query: {} });
    expect(body).toEqual({
      error: 'INVALID_REQUEST',
      message: 'Exactly one of status, user_id, date must be given, but 0 are.',
      request_id: 'request-1',
    });
  });

  it('has the id of the invocation when API Gateway gives no request id', async () => {
    const { requestContext: _, ...event } = proxyEvent({ ...list, query: {} });
    const { body } = await inMemoryApi().send(event as never);
    expect(JSON.parse(body)).toMatchObject({ request_id: 'invocation-1' });
  });
});

it.each(['PUT /images', 'GET /', 'OPTIONS /images', 'GET /images/{image_id}/'])(
  'returns 404 for the unknown route %s',
  async (route) => {
    expect(await inMemoryApi().call({ route })).toMatchObject({
      status: 404,
      body: { error: 'ROUTE_NOT_FOUND' },
    });
  },
);

it('decodes a body that API Gateway sends in base64', async () => {
  const { send } = inMemoryApi();
  const body = Buffer.from(JSON.stringify({ image_key: 'uploads/a.jpg' })).toString('base64');
  const event = { ...proxyEvent({ route: 'POST /process', body }), isBase64Encoded: true };
  expect(await send(event)).toMatchObject({ statusCode: 404 });
});

it('rejects a parameter that is given twice', async () => {
  const event = {
    ...proxyEvent(list),
    multiValueQueryStringParameters: { status: ['FAILED', 'COMPLETED'] },
  };
  const { statusCode, body } = await inMemoryApi().send(event);
  expect(statusCode).toBe(400);
  expect(JSON.parse(body).message).toBe('status is given more than once.');
});

describe('a page in a browser', () => {
  const allowedOrigins = ['https://photos.example.com', 'http://localhost:3000'];

  it('may read responses and errors when its origin is allowed', async () => {
    const { call } = inMemoryApi({ allowedOrigins });
    for (const query of [{ status: 'FAILED' }, {}]) {
      const { headers } = await call({ ...list, query, headers: { Origin: 'http://localhost:3000' } });
      expect(headers).toMatchObject({
        'access-control-allow-origin': 'http://localhost:3000',
        vary: 'Origin',
      });
    }
  });

  it('may not read responses when its origin is not allowed', async () => {
    const { call } = inMemoryApi({ allowedOrigins });
    const { headers } = await call({ ...list, headers: { origin: 'https://evil.example' } });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).toMatchObject({ vary: 'Origin' });
  });

  it('may read responses from any origin when * is allowed', async () => {
    const { call } = inMemoryApi({ allowedOrigins: ['*'] });
    const { headers } = await call({ ...list, headers: { origin: 'https://anybody.example' } });
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*' });
  });

  it('gets no CORS headers when no origin is allowed', async () => {
    const { headers } = await inMemoryApi().call({ ...list, headers: { origin: 'https://a.example' } });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

it('returns 500 instead of throwing when a dependency is broken', async () => {
  const nothing = createApi({ now: () => 0 } as never, { allowedOrigins: [], onFault: () => undefined });
  expect(await nothing(proxyEvent(list), lambdaContext)).toMatchObject({ statusCode: 500 });
});
