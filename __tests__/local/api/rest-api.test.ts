import type { RestApiOptions } from '../../../local/api/rest-api';
import { openApiDocument } from '../../../plan/topology/openapi-document';
import { declarationOf, FUNCTION, integrated, json, setUp } from '../../support/rest-api';

const IMAGE_ID = '0b1d6c7a5e4f48d2a3c9e1f0726b8d54';

describe('A route of the REST API', () => {
  it('hands the function a proxy event as API Gateway makes it', async () => {
    const { call, events } = setUp({});
    const headers = [
      ['Host', '127.0.0.1:8080'],
      ['User-Agent', 'curl'],
      ['X-Tag', 'a'],
      ['X-Tag', 'b'],
    ] as const;
    await call(`GET /images/${IMAGE_ID}?history=true&history=false`, { headers });
    expect(events).toEqual([
      {
        resource: '/images/{image_id}',
        path: `/images/${IMAGE_ID}`,
        httpMethod: 'GET',
        headers: { Host: '127.0.0.1:8080', 'User-Agent': 'curl', 'X-Tag': 'b' },
        multiValueHeaders: { Host: ['127.0.0.1:8080'], 'User-Agent': ['curl'], 'X-Tag': ['a', 'b'] },
        queryStringParameters: { history: 'false' },
        multiValueQueryStringParameters: { history: ['true', 'false'] },
        pathParameters: { image_id: IMAGE_ID },
        stageVariables: null,
        body: null,
        isBase64Encoded: false,
        requestContext: expect.objectContaining({
          accountId: '000000000000',
          apiId: 'api-1',
          stage: 'v1',
          path: `/v1/images/${IMAGE_ID}`,
          resourcePath: '/images/{image_id}',
          httpMethod: 'GET',
          requestId: 'request-1',
          requestTime: '02/Jan/2026:03:04:05 +0000',
          identity: expect.objectContaining({ sourceIp: '127.0.0.1', userAgent: 'curl' }),
        }),
      },
    ]);
  });

  it('has null for what a request does not have, and hands bodies on as they are', async () => {
    const { call, events } = setUp({});
    await call('POST /process', json({ image_key: 'uploads/Été.jpg' }));
    expect(events[0]).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: '{"image_key":"uploads/Été.jpg"}',
    });
  });

  it('returns the response of the function', async () => {
    const { call } = setUp({
      invoke: async () => ({
        ok: true,
        payload: {
          statusCode: 201,
          headers: { 'X-Count': 1 },
          multiValueHeaders: { 'Set-Cookie': ['a', 'b'] },
          body: Buffer.from('{"ok":true}').toString('base64'),
          isBase64Encoded: true,
        },
      }),
    });
    expect(await call('GET /images')).toEqual({
      status: 201,
      headers: {
        'X-Count': '1',
        'Set-Cookie': ['a', 'b'],
        'Content-Type': 'application/json',
        'x-amzn-RequestId': 'request-1',
      },
      body: { ok: true },
    });
  });

  it('is found by its named segments before its parameters', async () => {
    const document = openApiDocument.parse({
      paths: {
        '/images/{image_id}': { get: integrated('param') },
        '/images/latest': { get: integrated('named') },
      },
    });
    const uris: string[] = [];
    const { call } = setUp({
      declaration: { ...declarationOf([]), document },
      invoke: async (arn) => {
        uris.push(arn);
        return { ok: true, payload: { statusCode: 200 } };
      },
    });
    await call('GET /images/latest');
    await call('GET /images/other');
    expect(uris).toEqual(['named', 'param']);
  });
});

describe('When the function does not respond', () => {
  it.each<[string, RestApiOptions['invoke'], number, string]>([
    [
      'it failed',
      async () => ({ ok: false, error: { errorType: 'E', errorMessage: 'secret' } }),
      502,
      'INTERNAL_ERROR',
    ],
    ['it answered what is none', async () => ({ ok: true, payload: { status: 200 } }), 502, 'INTERNAL_ERROR'],
    ['it answered nothing', async () => ({ ok: true, payload: null }), 502, 'INTERNAL_ERROR'],
  ])('because %s, the API returns 502', async (_, invoke, status, error) => {
    const answer = await setUp({ invoke }).call('GET /images');
    expect(answer).toMatchObject({ status, body: { error } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('the API returns 504 after the timeout', async () => {
    const document = openApiDocument.parse({ paths: { '/slow': { get: integrated('f', 20) } } });
    const { call } = setUp({
      declaration: { ...declarationOf([]), document },
      invoke: () => new Promise(() => {}),
    });
    expect(await call('GET /slow')).toMatchObject({
      status: 504,
      body: { message: 'Endpoint request timed out' },
    });
  });

  it('the API returns 500 if the function’s policy does not let the API call it', async () => {
    const asked: string[] = [];
    const { call } = setUp({
      mayInvoke: async (functionArn, sourceArn) => {
        asked.push(functionArn, sourceArn);
        return false;
      },
    });
    expect(await call(`DELETE /images/${IMAGE_ID}`)).toMatchObject({
      status: 500,
      body: { error: 'INTERNAL_ERROR' },
    });
    expect(asked).toEqual([
      FUNCTION,
      'arn:aws:execute-api:us-east-1:000000000000:api-1/v1/DELETE/images/{image_id}',
    ]);
  });
});
