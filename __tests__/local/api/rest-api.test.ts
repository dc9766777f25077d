import { openApiDocument as imageApi } from '../../../lambda/image-api/openapi';
import type { ApiRequest } from '../../../local/api/api-request';
import { openApiDocument } from '../../../local/api/openapi-document';
import { LARGEST_REQUEST, RestApi, type RestApiOptions } from '../../../local/api/rest-api';
import type { RestApiDeclaration } from '../../../local/api/rest-api-declarations';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:image-api-dev';
const IMAGE_ID = '0b1d6c7a5e4f48d2a3c9e1f0726b8d54';

const declarationOf = (allowedOrigins: readonly string[]): RestApiDeclaration => ({
  name: 'image-processing-api-dev',
  executionArn: 'arn:aws:execute-api:us-east-1:000000000000:api-1',
  stage: 'v1',
  document: openApiDocument.parse(
    imageApi({
      name: 'image-processing-api-dev',
      invocationUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`,
      allowedOrigins,
    }),
  ),
});

function setUp({
  origins = [] as readonly string[],
  ...given
}: Partial<RestApiOptions> & { origins?: readonly string[] }) {
  const events: Record<string, unknown>[] = [];
  const api = new RestApi({
    declaration: declarationOf(origins),
    accountId: '000000000000',
    invoke: async (_, event) => {
      events.push(event as Record<string, unknown>);
      return {
        ok: true,
        payload: { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' },
      };
    },
    mayInvoke: async () => true,
    now: () => Date.parse('2026-01-02T03:04:05Z'),
    newId: () => 'request-1',
    ...given,
  });
  const call = async (line: string, request: Partial<ApiRequest> = {}) => {
    const [method = '', url = ''] = line.split(' ');
    const [path = '', query = ''] = url.split('?');
    const answer = await api.answer({
      method,
      path,
      query: new URLSearchParams(query),
      headers: [['Content-Type', 'application/json']],
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
      ...request,
    });
    const text = answer.body.toString();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  return { api, call, events };
}

const json = (body: unknown) => ({ body: Buffer.from(JSON.stringify(body)) });

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

  it('answers what the function answers', async () => {
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

const integrated = (name: string, timeoutInMillis = 29_000) => ({
  'x-amazon-apigateway-integration': {
    type: 'aws_proxy',
    uri: `x/functions/${name}/invocations`,
    timeoutInMillis,
  },
});

describe('A request is turned away before the function', () => {
  it.each<[string, unknown, RegExp]>([
    ['without a required property', {}, /object has missing required properties \(\["image_key"\]\)/],
    [
      'with a property of another type',
      { image_key: 1 },
      /instance type \(integer\) does not match any allowed primitive type \(allowed: \["string"\]\)/,
    ],
    [
      'with a text that is too long',
      { image_key: `uploads/${'a'.repeat(1024)}` },
      /is too long \(length: 1032, maximum allowed: 1024\)/,
    ],
  ])('%s in its body, with 400 and the reason', async (_, body, reason) => {
    const { call, events } = setUp({});
    expect(await call('POST /process', json(body))).toMatchObject({
      status: 400,
      headers: { 'Content-Type': 'application/json' },
      body: { error: 'INVALID_REQUEST', message: expect.stringMatching(reason), request_id: 'request-1' },
    });
    expect(events).toEqual([]);
  });

  it('when its body is no JSON, or is missing', async () => {
    const { call } = setUp({});
    const broken = await call('POST /process', { body: Buffer.from('{') });
    expect(broken.body.message).toContain('Could not parse request body into json');
    expect((await call('POST /process')).status).toBe(400);
  });

  it('unless its content type is one that the document has no schema for', async () => {
    const { call, events } = setUp({});
    await call('POST /process', { body: Buffer.from('{'), headers: [['content-type', 'text/plain']] });
    expect(events).toHaveLength(1);
  });

  it('but not for a parameter that is there and wrong: API Gateway does not look at its value', async () => {
    const { call, events } = setUp({});
    await call('GET /images/not-an-id?history=perhaps');
    expect(events).toHaveLength(1);
  });

  it('but not for a text of another form: only the function says which field it is, and what to do', async () => {
    const { call, events } = setUp({});
    await call('POST /process', json({ image_key: 'previews/a' }));
    expect(events).toHaveLength(1);
  });

  it('without a required parameter, naming it', async () => {
    const document = openApiDocument.parse({
      paths: {
        '/a': {
          get: {
            ...integrated('f'),
            parameters: [{ name: 'q', in: 'query', required: true }],
            'x-amazon-apigateway-request-validator': 'all',
          },
        },
      },
      'x-amazon-apigateway-request-validators': {
        all: { validateRequestBody: true, validateRequestParameters: true },
      },
    });
    const { call } = setUp({ declaration: { ...declarationOf([]), document } });
    expect(await call('GET /a')).toMatchObject({
      status: 400,
      body: { message: 'Missing required request parameters: [q]' },
    });
    expect((await call('GET /a?q=1')).status).toBe(200);
  });

  it.each(['GET /nowhere', 'GET /images/a/b', 'PATCH /images', 'GET /', 'GET /images/', 'OPTIONS /images'])(
    'for %s, which is no route, with 403',
    async (line) => {
      expect(await setUp({}).call(line)).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } });
    },
  );

  it('above 10 MiB, with 413', async () => {
    const body = Buffer.alloc(LARGEST_REQUEST + 1);
    expect((await setUp({}).call('POST /process', { body })).status).toBe(413);
  });

  it('beyond the burst of the stage, with 429, and not a moment later', async () => {
    const clock = { time: 0 };
    const declaration = { ...declarationOf([]), throttling: { rate: 2, burst: 3 } };
    const { call } = setUp({ declaration, now: () => clock.time });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await call('GET /images')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    clock.time += 500;
    expect([(await call('GET /images')).status, (await call('GET /images')).status]).toEqual([200, 429]);
  });
});

describe('When the function gives no answer', () => {
  it.each<[string, RestApiOptions['invoke'], number, string]>([
    [
      'it failed',
      async () => ({ ok: false, error: { errorType: 'E', errorMessage: 'secret' } }),
      502,
      'INTERNAL_ERROR',
    ],
    ['it answered what is none', async () => ({ ok: true, payload: { status: 200 } }), 502, 'INTERNAL_ERROR'],
    ['it answered nothing', async () => ({ ok: true, payload: null }), 502, 'INTERNAL_ERROR'],
  ])('because %s, the API answers 502', async (_, invoke, status, error) => {
    const answer = await setUp({ invoke }).call('GET /images');
    expect(answer).toMatchObject({ status, body: { error } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('in time, the API answers 504', async () => {
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

  it('because its policy does not let the API call it, the API answers 500', async () => {
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

describe('A preflight', () => {
  const from = (origin: string) => ({ headers: [['Origin', origin]] as const });
  const allowedTo = async (origins: readonly string[], origin: string) =>
    (await setUp({ origins }).call('OPTIONS /images', from(origin))).headers['Access-Control-Allow-Origin'];

  it('is answered by the document, without the function', async () => {
    const { call, events } = setUp({ origins: ['https://photos.example'] });
    expect(await call('OPTIONS /images/x', from('https://photos.example'))).toMatchObject({
      status: 204,
      headers: {
        'Access-Control-Allow-Origin': 'https://photos.example',
        'Access-Control-Allow-Methods': 'GET,DELETE',
        'Access-Control-Max-Age': '3600',
        Vary: 'Origin',
      },
    });
    expect(events).toEqual([]);
  });

  it('repeats the origin of one of several, by the template of the document', async () => {
    const origins = ['https://a.example', 'https://b.example'];
    expect(await allowedTo(origins, 'https://b.example')).toBe('https://b.example');
    expect(await allowedTo(origins, 'https://evil.example')).toBe('https://a.example');
  });

  it('decides which pages may call without a signature', () => {
    const { api } = setUp({ origins: ['https://a.example', 'https://b.example'] });
    const request: ApiRequest = {
      method: 'POST',
      path: '/process',
      query: new URLSearchParams(),
      headers: [],
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
    };
    expect(api.allowsOrigin(request, 'https://b.example')).toBe(true);
    expect(api.allowsOrigin(request, 'https://evil.example')).toBe(false);
    expect(setUp({}).api.allowsOrigin(request, 'https://a.example')).toBe(false);
    expect(setUp({ origins: ['*'] }).api.allowsOrigin(request, 'https://a.example')).toBe(true);
  });
});

describe('A document is refused', () => {
  const withResponse = (response: object) => ({
    ...declarationOf([]),
    document: openApiDocument.parse({
      paths: {},
      'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: response },
    }),
  });

  it.each<[string, object, string]>([
    [
      'a variable',
      { responseTemplates: { 'application/json': '"$context.identity.sourceIp"' } },
      '$context.identity.sourceIp',
    ],
    [
      'a header made from the request',
      { responseParameters: { 'gatewayresponse.header.X': 'method.request.header.Y' } },
      'gatewayresponse.header.X',
    ],
  ])('that gives its own answers %s that the twin does not know', (_, response, named) => {
    expect(() => setUp({ declaration: withResponse(response) })).toThrow(named);
  });

  it('with a path parameter of several segments', () => {
    const document = openApiDocument.parse({ paths: { '/files/{path+}': {} } });
    expect(() => setUp({ declaration: { ...declarationOf([]), document } })).toThrow('/files/{path+}');
  });
});
