import fc from 'fast-check';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { OPERATIONS } from '../../../lambda/image-api/openapi/operations';
import { errorResponse } from '../../../lambda/image-api/response-schemas';
import { type ApiCall, inMemoryApi } from '../../support/api';
import { jpegPhoto } from '../../support/photos';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

/**
 * Random and hostile requests to an API with one image. Each gets a documented response that reveals nothing of
 * the inside, and reaches nothing outside `uploads/` and `previews/`.
 */

const KEY = 'uploads/alice/harbour.jpg';
const IMAGE_ID = imageIdOf(SOURCE_BUCKET, KEY);
const RUNS = 1000;

/** Any text, half surrogate pairs and control characters among it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
);

const hostileKey = fc.oneof(
  anyText,
  anyText.map((text) => `uploads/${text}`),
  fc
    .array(fc.constantFrom('..', '.', '', 'uploads', 'previews', '%2e%2e', 'a.jpg', '\\..'), { maxLength: 6 })
    .map((segments) => segments.join('/')),
  fc.constantFrom(
    KEY,
    `/${KEY}`,
    `${KEY}/`,
    'uploads/../previews/a.webp',
    `s3://${SOURCE_BUCKET}/${KEY}`,
    'UPLOADS/a.jpg',
  ),
);

const anyBody = fc.oneof(
  fc.jsonValue(),
  fc.string(),
  fc.constantFrom('', '{', '{"__proto__": {"image_key": "uploads/a"}}', '"'.repeat(1000), '['.repeat(5000)),
);

/** Bodies that look like what the route takes, half of them with a value of another type. */
const bodyLike = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> => {
  const spoilt = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }),
    ]),
  );
  return fc.oneof(fc.record(fields), fc.record(spoilt, { requiredKeys: [] }), anyBody);
};

const BODIES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'POST /process': bodyLike({ image_key: hostileKey }),
  'POST /uploads': bodyLike({
    file_name: hostileKey,
    content_type: fc.constantFrom('image/jpeg', 'image/png', 'text/html', 'image/jpeg\r\nx: y'),
    size: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, 1, 10_485_760, 2 ** 53)),
    user_id: fc.oneof(hostileKey, fc.constantFrom('alice', '..', 'a/b', 'a\r\nx-amz-acl: public-read')),
  }),
};

const hostileQuery = fc.dictionary(
  fc.oneof(fc.constantFrom('status', 'user_id', 'date', 'limit', 'cursor', 'history', '__proto__'), anyText),
  fc.oneof(
    anyText,
    fc.constantFrom('COMPLETED', 'alice', '2026-06-21', '1', '-1', 'true', '1 OR 1=1', '{"S":"x"}'),
    fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')),
  ),
  { maxKeys: 3 },
);

const routes = Object.entries(OPERATIONS).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

const hostileCall: fc.Arbitrary<ApiCall> = fc.constantFrom(...routes).chain((route) =>
  fc.record({
    route: fc.constant(route),
    body: BODIES[route] ?? anyBody,
    query: hostileQuery,
    path: fc.record({
      image_id: fc.oneof(fc.constant(IMAGE_ID.toUpperCase()), fc.constant(`${IMAGE_ID}\n`), hostileKey),
    }),
  }),
);

async function apiWithOneImage() {
  const api = inMemoryApi();
  const reached: string[] = [];
  for (const method of ['openOriginal', 'headOriginal', 'removeOriginal'] as const) {
    const real = api.store[method].bind(api.store) as (...given: unknown[]) => Promise<never>;
    jest.spyOn(api.store, method).mockImplementation((...given: unknown[]) => {
      const [first, second] = given;
      reached.push(typeof first === 'string' ? String(second) : (first as { key: string }).key);
      return real(...given);
    });
  }
  api.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 20, height: 10 }), { lastModified: NOON });
  await api.call({ route: 'POST /process', body: { image_key: KEY } });
  return { ...api, reached };
}

const documentedStatuses = new Map(
  Object.entries(OPERATIONS).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => [
      `${method.toUpperCase()} ${path}`,
      Object.keys(responses).map(Number),
    ]),
  ),
);

it('hostile requests get documented responses, never a fault', async () => {
  const { call, faults } = await apiWithOneImage();
  await fc.assert(
    fc.asyncProperty(hostileCall, async (request) => {
      const { status, body } = await call(request);
      expect(faults).toEqual([]);
      expect(status).toBeLessThan(500);
      expect(documentedStatuses.get(request.route)).toContain(status);
      if (status >= 400) expect(errorResponse.strict().parse(body)).toEqual(body);
    }),
    { numRuns: RUNS },
  );
});

it('hostile requests reveal no internals', async () => {
  const { call } = await apiWithOneImage();
  const inside = [SOURCE_BUCKET, 'node_modules', '.ts:', 'ZodError', '    at ', 'undefined', 'claim'];
  await fc.assert(
    fc.asyncProperty(hostileCall, async (request) => {
      const said = JSON.stringify(request);
      const { headers, body } = await call(request);
      const heard = JSON.stringify({ headers, body });
      const leaked = inside.filter((secret) => heard.includes(secret) && !said.includes(secret));
      expect(leaked).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

it('hostile requests reach no object outside uploads/ and previews/, and no key that is invalid in S3', async () => {
  const { call, reached, signer } = await apiWithOneImage();
  const all: string[] = [];
  await fc.assert(
    fc.asyncProperty(hostileCall, async (request) => {
      await call(request);
      all.push(...reached, ...signer.keys);
      for (const key of reached.splice(0)) {
        expect(key).toMatch(/^uploads\/[\s\S]*[^/]$/);
        expect(key.split('/')).not.toContain('..');
        expect(() => encodeURIComponent(key)).not.toThrow();
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
      }
      for (const key of signer.keys.splice(0))
        expect(key).toMatch(/^(uploads|previews)\/[A-Za-z0-9._@:=/-]+$/);
    }),
    { numRuns: RUNS },
  );
  expect(all.length).toBeGreaterThan(RUNS / 100);
});

it('hostile requests leave the existing image unchanged', async () => {
  const { call } = await apiWithOneImage();
  const look = () => call({ route: 'GET /images/{image_id}', path: { image_id: IMAGE_ID } });
  const before = await look();
  await fc.assert(
    fc.asyncProperty(hostileCall, async (request) => {
      await call(request);
    }),
    { numRuns: RUNS },
  );
  expect(await look()).toEqual(before);
  expect(before.status).toBe(200);
});

it.each([
  ['text', 'x'],
  ['an array', '['],
  ['a string', '"'],
])('a body of 6 MB, the largest that Lambda accepts, is rejected like any other: %s', async (_, unit) => {
  const { call, faults } = await apiWithOneImage();
  for (const route of ['POST /process', 'POST /uploads']) {
    const { status, body } = await call({ route, body: unit.repeat(6_000_000) });
    expect(status).toBe(400);
    expect(JSON.stringify(body).length).toBeLessThan(1000);
  }
  const long = await call({
    route: 'POST /process',
    body: { image_key: `uploads/${'k'.repeat(6_000_000)}` },
  });
  expect(long.status).toBe(400);
  expect(JSON.stringify(long.body).length).toBeLessThan(1000);
  expect(faults).toEqual([]);
});
