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
    const { call, events } = setUpWithBodyValidation();
    expect(await call('POST /process', json(body))).toMatchObject({
      status: 400,
      headers: { 'Content-Type': 'application/json' },
      body: { error: 'INVALID_REQUEST', message: expect.stringMatching(reason), request_id: 'request-1' },
    });
    expect(events).toEqual([]);
  });

  it('when its body is no JSON, or is missing', async () => {
    const { call } = setUpWithBodyValidation();
    const broken = await call('POST /process', { body: Buffer.from('{') });
    expect(broken.body.message).toContain('Could not parse request body into json');
    expect((await call('POST /process')).status).toBe(400);
  });

  it('unless its content type is one that the document has no schema for', async () => {
    const { call, events } = setUpWithBodyValidation();
    await call('POST /process', { body: Buffer.from('{'), headers: [['content-type', 'text/plain']] });
    expect(events).toHaveLength(1);
  });

  it('but not for a parameter that is there and wrong: API Gateway does not look at its value', async () => {
    const { call, events } = setUp({});
    await call('GET /images/not-an-id?history=perhaps');
    expect(events).toHaveLength(1);
  });

  it('but not for its body, where the document leaves it to the function', async () => {
    const { call, events } = setUp({});
    await call('POST /process', json({ image_key: 7 }));
    await call('POST /process', { body: Buffer.from('{') });
    expect(events).toHaveLength(2);
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
    const body = Buffer.alloc(MAX_REQUEST + 1);
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
