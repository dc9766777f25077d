import { getSignedCookies, getSignedUrl } from '@aws-sdk/cloudfront-signer';
import { Edge } from '../../../local/edge/edge';
import { type EdgeResponse, emptyResponse, type ViewerRequest } from '../../../local/edge/viewer-request';
import { readTopology } from '../../../plan/topology/topology';
import { deliveryKeys } from '../../support/delivery-keys';
import { planOfEnvironment } from '../../support/synthesized-stack';

const URL_OF_EDGE = 'http://127.0.0.1:8081';
const FOLDER = 'previews/0b1d/v1';
const { publicKey, privateKey } = deliveryKeys();
const SIGNED = {
  DELIVERY_ACCESS: 'signed',
  DELIVERY_PUBLIC_KEY: publicKey,
  DELIVERY_PRIVATE_KEY_SECRET: 'key',
};

const MODIFIED = 'Sun, 28 Jun 2026 09:00:00 GMT';

const picture = (text: string): EdgeResponse => ({
  status: 200,
  headers: {
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    etag: `"${text}"`,
    'last-modified': MODIFIED,
    'x-amz-meta-user-id': 'alice',
  },
  body: Buffer.from(text),
});

/** The edge of a synthesized distribution over a bucket in memory, with a clock that tests move. */
function edgeOver(objects: Record<string, EdgeResponse>, settings: Record<string, string> = {}) {
  const plan = planOfEnvironment({ DELIVERY: 'cloudfront', ...settings });
  const { distributions } = readTopology(plan, {
    endpoint: 'http://127.0.0.1:4566',
    apiUrl: 'http://127.0.0.1:8080/api',
    edgeUrl: URL_OF_EDGE,
  });
  const [distribution] = distributions;
  if (!distribution) throw new Error('no distribution');
  const clock = { time: Date.UTC(2026, 5, 21, 12) };
  const read: string[] = [];
  const answered: number[] = [];
  const problems: string[] = [];
  const edge = new Edge({
    distribution,
    url: URL_OF_EDGE,
    readOrigin: async (key) => {
      read.push(key);
      return objects[key] ?? emptyResponse(404);
    },
    onAnswer: (status) => answered.push(status),
    onProblem: (problem) => problems.push(problem),
    now: () => clock.time,
  });
  const get = (path: string, headers: ViewerRequest['headers'] = {}, method = 'GET') => {
    const [uri = '', query = ''] = path.split('?');
    return edge.answer({ method, uri, query, headers, ip: '127.0.0.1' });
  };
  return { edge, distribution, clock, read, answered, problems, get };
}

const THUMB = { [`${FOLDER}/150x150.webp`]: picture('thumb') };

describe('The edge', () => {
  it('serves a preview with the headers of the policy, and without its metadata', async () => {
    const { get } = edgeOver(THUMB);
    const { status, headers, body } = await get(`/${FOLDER}/150x150`, { accept: ['*/*'] });
    expect([status, body.toString()]).toEqual([200, 'thumb']);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('x-amz-meta'))).toEqual([]);
  });

  it('caches by the path that the function makes, so addresses with and without an extension are one', async () => {
    const { get, read } = edgeOver(THUMB);
    const responses = [
      await get(`/${FOLDER}/150x150`, { accept: ['image/avif,image/webp'] }),
      await get(`/${FOLDER}/150x150`, { accept: ['image/webp,*/*;q=0.8'] }),
      await get(`/${FOLDER}/150x150.webp?v=2`),
    ];
    expect(responses.map(({ headers }) => headers['x-cache'])).toEqual([
      'Miss from cloudfront',
      'Hit from cloudfront',
      'Hit from cloudfront',
    ]);
    expect(read).toEqual([`${FOLDER}/150x150.webp`]);
  });

  it('keeps a preview for a year and a missing one for ten seconds', async () => {
    const objects: Record<string, EdgeResponse> = { ...THUMB };
    const { get, clock } = edgeOver(objects);
    const later = `/${FOLDER}/300x300.webp`;
    expect((await get(later)).status).toBe(404);
    objects[`${FOLDER}/300x300.webp`] = picture('late');
    clock.time += 9_000;
    expect((await get(later)).status).toBe(404);
    clock.time += 1_000;
    expect((await get(later)).status).toBe(200);
    clock.time += 31_535_999_000;
    expect((await get(later)).headers['x-cache']).toBe('Hit from cloudfront');
    clock.time += 1_000;
    expect((await get(later)).headers['x-cache']).toBe('Miss from cloudfront');
  });

  it('forgets what is invalidated, and nothing else', async () => {
    const { get, edge } = edgeOver({ ...THUMB, 'previews/other/v1/150x150.webp': picture('other') });
    await get(`/${FOLDER}/150x150`);
    await get('/previews/other/v1/150x150');
    edge.invalidate(['/previews/0b1d/*']);
    expect((await get(`/${FOLDER}/150x150`)).headers['x-cache']).toBe('Miss from cloudfront');
    expect((await get('/previews/other/v1/150x150')).headers['x-cache']).toBe('Hit from cloudfront');
  });

  it.each(['/', '/previews/', '/uploads/a.jpg', '/?list-type=2&prefix=previews/'])(
    'asks the bucket nothing for %s',
    async (path) => {
      const { get, read } = edgeOver(THUMB);
      expect((await get(path)).status).toBe(404);
      expect(read).toEqual([]);
    },
  );

  it('refuses to change anything', async () => {
    const { get, read } = edgeOver(THUMB);
    for (const method of ['PUT', 'DELETE', 'POST', 'OPTIONS']) {
      expect((await get(`/${FOLDER}/150x150`, {}, method)).status).toBe(403);
    }
    expect(read).toEqual([]);
  });

  it('returns 304 to a browser that has the picture', async () => {
    const { get } = edgeOver(THUMB);
    const response = await get(`/${FOLDER}/150x150`, { 'if-none-match': ['"thumb"'] });
    expect([response.status, response.body.length]).toEqual([304, 0]);
  });

  it.each([
    ['if-none-match', 'W/"thumb"', 304],
    ['if-none-match', '"other", *', 304],
    ['if-none-match', '"other"', 200],
    ['if-modified-since', MODIFIED, 304],
    ['if-modified-since', 'Sat, 27 Jun 2026 09:00:00 GMT', 200],
    ['if-modified-since', 'yesterday', 200],
  ])('returns for %s: %s the status %d', async (name, value, status) => {
    const { get } = edgeOver(THUMB);
    expect((await get(`/${FOLDER}/150x150`, { [name]: [value] })).status).toBe(status);
  });

  it('returns one range of a preview, from the copy that the cache keeps of all of it', async () => {
    const { get, read } = edgeOver(THUMB);
    const ranges = ['bytes=1-2', 'bytes=3-', 'bytes=-2', 'bytes=0-99'];
    const parts = [];
    for (const range of ranges) parts.push(await get(`/${FOLDER}/150x150`, { range: [range] }));
    expect(parts.map(({ status, headers, body }) => [status, headers['content-range'], `${body}`])).toEqual([
      [206, 'bytes 1-2/5', 'hu'],
      [206, 'bytes 3-4/5', 'mb'],
      [206, 'bytes 3-4/5', 'mb'],
      [206, 'bytes 0-4/5', 'thumb'],
    ]);
    expect(parts.map(({ headers }) => headers['content-length'])).toEqual(['2', '2', '2', '5']);
    expect(read).toHaveLength(1);
  });

  it('refuses a range beyond the end, with the size', async () => {
    const { status, headers } = await edgeOver(THUMB).get(`/${FOLDER}/150x150`, { range: ['bytes=5-'] });
    expect([status, headers['content-range']]).toEqual([416, 'bytes */5']);
  });

  it.each([
    ['several ranges', 'GET', { range: ['bytes=0-1,3-4'] }],
    ['another unit', 'GET', { range: ['lines=0-1'] }],
    ['a part of another object', 'GET', { range: ['bytes=0-1'], 'if-range': ['"other"'] }],
    ['a range of headers', 'HEAD', { range: ['bytes=0-1'] }],
  ])('returns all of a preview for %s', async (_, method, headers) => {
    const response = await edgeOver(THUMB).get(`/${FOLDER}/150x150`, headers, method);
    expect([response.status, `${response.body}`]).toEqual([200, 'thumb']);
    expect(response.headers['accept-ranges']).toBe('bytes');
  });

  it('returns a range of the object that a viewer has a part of', async () => {
    const headers = { range: ['bytes=0-1'], 'if-range': ['"thumb"'] };
    expect((await edgeOver(THUMB).get(`/${FOLDER}/150x150`, headers)).status).toBe(206);
  });

  it('admits scripts of the origins that are allowed, and no others', async () => {
    const { get } = edgeOver(THUMB, { CORS_ALLOWED_ORIGINS: 'https://photos.example.com' });
    const allowed = await get(`/${FOLDER}/150x150`, { origin: ['https://photos.example.com'] });
    const other = await get(`/${FOLDER}/150x150`, { origin: ['https://evil.example'] });
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': 'https://photos.example.com',
      vary: 'Accept, Origin',
    });
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('reports the status of every response, for the alarm', async () => {
    const { get, answered } = edgeOver(THUMB);
    await get(`/${FOLDER}/150x150`);
    await get(`/${FOLDER}/none`);
    expect(answered).toEqual([200, 404]);
  });
});

describe('The edge with signed access', () => {
  const signed = edgeOver(THUMB, SIGNED);
  const keyPairId = signed.distribution.trustedKeys[0]?.id ?? '';
  const url = `${URL_OF_EDGE}/${FOLDER}/150x150.webp`;
  const inAnHour = signed.clock.time + 3_600_000;
  const expiry = new Date(inAnHour).toISOString();
  const pathOf = (address: string) => address.slice(URL_OF_EDGE.length);
  const canned = (overrides: object = {}) =>
    pathOf(getSignedUrl({ url, keyPairId, privateKey, dateLessThan: expiry, ...overrides }));
  const policyFor = (resource: string, more: object = {}) =>
    JSON.stringify({
      Statement: [
        { Resource: resource, Condition: { DateLessThan: { 'AWS:EpochTime': inAnHour / 1000 }, ...more } },
      ],
    });
  const custom = (policy: string) => pathOf(getSignedUrl({ url, keyPairId, privateKey, policy }));

  it('admits a signed URL, with a canned or a custom policy', async () => {
    expect((await signed.get(canned())).status).toBe(200);
    expect((await signed.get(custom(policyFor(`${URL_OF_EDGE}/previews/0b1d/*`)))).status).toBe(200);
  });

  it('admits signed cookies, at an address without an extension', async () => {
    const policy = policyFor(`${URL_OF_EDGE}/previews/0b1d/*`);
    const cookies = getSignedCookies({ keyPairId, privateKey, policy });
    const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
    expect((await signed.get(`/${FOLDER}/150x150`, { cookie: [cookie.join('; ')] })).status).toBe(200);
    expect((await signed.get('/previews/other/v1/150x150', { cookie: [cookie.join('; ')] })).status).toBe(
      403,
    );
  });

  it.each([
    ['no signature', `/${FOLDER}/150x150.webp`],
    ['a signature of another key', canned({ privateKey: deliveryKeys().privateKey })],
    ['an unknown key', canned({ keyPairId: 'K0' })],
    ['an expired signature', canned({ dateLessThan: new Date(signed.clock.time).toISOString() })],
    ['a changed expiry', canned().replace(/Expires=\d/, 'Expires=9')],
    ['the signature of another picture', canned().replace('150x150', '300x300')],
    ['a policy for another picture', custom(policyFor(`${URL_OF_EDGE}/previews/other/*`))],
    [
      'a policy that is not valid yet',
      custom(policyFor('*', { DateGreaterThan: { 'AWS:EpochTime': inAnHour / 1000 - 1 } })),
    ],
    [
      'a condition that is not supported',
      custom(policyFor('*', { IpAddress: { 'AWS:SourceIp': '0.0.0.0/0' } })),
    ],
    ['a damaged signature', canned().replace(/Signature=.{20}/, 'Signature=AAAA')],
    [
      'a policy that is no JSON',
      `/${FOLDER}/150x150.webp?Policy=AAAA&Signature=AAAA&Key-Pair-Id=${keyPairId}`,
    ],
  ])('returns 403 for %s', async (_, path) => {
    const { read } = signed;
    const before = read.length;
    expect((await signed.get(path)).status).toBe(403);
    expect(read).toHaveLength(before);
  });
});
