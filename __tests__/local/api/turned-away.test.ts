import { MAX_REQUEST } from '../../../local/api/rest-api';
import { openApiDocument } from '../../../plan/topology/openapi-document';
import { declarationOf, integrated, json, setUp } from '../../support/rest-api';

/** The API with a document that lets API Gateway validate bodies, too. */
function setUpWithBodyValidation() {
  const { document, ...declaration } = declarationOf([]);
  const validators = document['x-amazon-apigateway-request-validators'];
  const validating = Object.fromEntries(
    Object.keys(validators).map((name) => [
      name,
      { validateRequestBody: true, validateRequestParameters: true },
    ]),
  );
  return setUp({
    declaration: {
      ...declaration,
      document: { ...document, 'x-amazon-apigateway-request-validators': validating },
    },
  });
}

describe('The check before the function', () => {
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
  ])('rejects a body %s, with 400 and the reason', async (_, body, reason) => {
    const { call, events } = setUpWithBodyValidation();
    expect(await call('POST /process', json(body))).toMatchObject({
      status: 400,
      headers: { 'Content-Type': 'application/json' },
      body: { error: 'INVALID_REQUEST', message: expect.stringMatching(reason), request_id: 'request-1' },
    });
    expect(events).toEqual([]);
  });

  it('rejects a body that is missing or not JSON', async () => {
    const { call } = setUpWithBodyValidation();
    const broken = await call('POST /process', { body: Buffer.from('{') });
    expect(broken.body.message).toContain('Could not parse request body into json');
    expect((await call('POST /process')).status).toBe(400);
  });

  it('accepts a content type without a schema in the document', async () => {
    const { call, events } = setUpWithBodyValidation();
    await call('POST /process', { body: Buffer.from('{'), headers: [['content-type', 'text/plain']] });
    expect(events).toHaveLength(1);
  });

  it('accepts a wrong value of a parameter, because API Gateway does not check it', async () => {
    const { call, events } = setUp({});
    await call('GET /images/not-an-id?history=perhaps');
    expect(events).toHaveLength(1);
  });

  it('accepts any body that the document leaves to the function', async () => {
    const { call, events } = setUp({});
    await call('POST /process', json({ image_key: 7 }));
    await call('POST /process', { body: Buffer.from('{') });
    expect(events).toHaveLength(2);
  });

  it('rejects a request without a required parameter, and names it', async () => {
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
    'rejects %s, which is not a route, with 403',
    async (line) => {
      expect(await setUp({}).call(line)).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } });
    },
  );

  it('rejects a body above 10 MiB with 413', async () => {
    const body = Buffer.alloc(MAX_REQUEST + 1);
    expect((await setUp({}).call('POST /process', { body })).status).toBe(413);
  });

  it('rejects requests beyond the burst with 429, and accepts them a moment later', async () => {
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
