import fc from 'fast-check';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { folderOfOwner } from '../../../lambda/domain/owner';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { strangerSignature, TestIssuer } from '../../support/issuer';
import { jpegPhoto } from '../../support/photos';
import { signedInApi } from '../../support/signed-in-api';
import { attemptBy, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

/** Every route for people, on one image. */
const routesOf = (imageId: string): readonly (readonly [line: string, body?: unknown])[] => [
  ['POST /my/uploads', { file_name: 'photo.jpg', content_type: 'image/jpeg', size: 1000 }],
  ['GET /my/images'],
  [`GET /my/images/${imageId}`],
  [`DELETE /my/images/${imageId}`],
];

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await TestIssuer.start();
});
afterAll(() => issuer.stop());
afterEach(() => {
  issuer.isDown = false;
});

/** Two people with two photos each. */
async function apiOfTwo() {
  const api = signedInApi(issuer);
  const photo = await jpegPhoto({ width: 80, height: 60 });
  const upload = async (owner: string, name: string) => {
    const key = `uploads/${folderOfOwner(owner)}/${name}.jpg`;
    await processUpload(
      uploadEvent(api.store.put(SOURCE_BUCKET, key, photo)),
      attemptBy(key),
      api.dependencies,
    );
    return imageIdOf(SOURCE_BUCKET, key);
  };
  const images = { alice: [] as string[], bob: [] as string[] };
  for (const owner of ['alice', 'bob'] as const) {
    for (const name of ['one', 'two']) images[owner].push(await upload(owner, name));
  }
  return { ...api, upload, images, alice: issuer.token('alice'), bob: issuer.token('bob') };
}

describe('a person who is signed in', () => {
  it('uploads to a folder of their own, whatever the name', async () => {
    const { as, signer } = await apiOfTwo();
    const body = { file_name: 'harbour.jpg', content_type: 'image/jpeg', size: 1000 };
    const answer = await as(issuer.token('auth0|5f7c'), 'POST /my/uploads', body);
    expect(answer.status).toBe(201);
    expect(signer.keys.at(-1)).toBe(`uploads/${folderOfOwner('auth0|5f7c')}/id-1-harbour.jpg`);
    expect(answer.body.image_url).toContain(`/my/images/${answer.body.image_id}?wait=`);
  });

  it('cannot choose another owner', async () => {
    const { as, alice } = await apiOfTwo();
    const body = { file_name: 'a.jpg', content_type: 'image/jpeg', size: 1, user_id: 'bob' };
    expect(await as(alice, 'POST /my/uploads', body)).toMatchObject({
      status: 400,
      body: { error: 'INVALID_REQUEST', message: expect.stringContaining('user_id') },
    });
    for (const filter of ['user_id=bob', 'status=COMPLETED', 'date=2026-06-21']) {
      expect(await as(alice, `GET /my/images?${filter}`)).toMatchObject({ status: 400 });
    }
  });

  it('lists and finds only their own images', async () => {
    const { as, alice, images } = await apiOfTwo();
    const all = await as(alice, 'GET /my/images');
    expect(all.body.images.map((image: { image_id: string }) => image.image_id).sort()).toEqual(
      [...images.alice].sort(),
    );
    const found = await as(alice, 'GET /my/images?name=one');
    expect(found.body.images).toMatchObject([{ image_id: images.alice[0], user_id: 'alice' }]);
  });

  it('gets and deletes an image of their own', async () => {
    const { as, alice, images } = await apiOfTwo();
    const [imageId] = images.alice;
    expect(await as(alice, `GET /my/images/${imageId}`)).toMatchObject({
      status: 200,
      body: { image_id: imageId, status: 'COMPLETED' },
    });
    expect(await as(alice, `DELETE /my/images/${imageId}`)).toMatchObject({ status: 204 });
    expect(await as(alice, `GET /my/images/${imageId}`)).toMatchObject({ status: 404 });
  });

  it('sees that an image of their own was deleted from the bucket', async () => {
    const { as, alice, images, store, dependencies } = await apiOfTwo();
    const key = 'uploads/alice/one.jpg';
    store.markDeleted(SOURCE_BUCKET, key);
    await deleteImage(uploadEvent({ kind: 'delete-marker-created', key }), dependencies);
    expect(await as(alice, `GET /my/images/${images.alice[0]}`)).toMatchObject({
      status: 200,
      body: { status: 'DELETED' },
    });
  });

  it('finds images of others nowhere, and cannot distinguish them from images that never existed', async () => {
    const { as, alice, bob, images, clock } = await apiOfTwo();
    const [others = ''] = images.bob;
    const never = '0'.repeat(32);
    for (const query of ['', '?history=true', '?wait=5', '?cursor=x&history=true']) {
      const before = clock.time;
      const other = await as(alice, `GET /my/images/${others}${query}`);
      const waited = clock.time - before;
      const none = await as(alice, `GET /my/images/${never}${query}`);
      expect(other.status).toBe(none.status);
      expect(JSON.stringify(other.body)).toBe(JSON.stringify(none.body).replaceAll(never, others));
      expect(clock.time - before - waited).toBe(waited);
    }
    expect(await as(alice, `DELETE /my/images/${others}`)).toMatchObject({ status: 404 });
    expect(await as(bob, `GET /my/images/${others}`)).toMatchObject({ status: 200 });
  });

  it('gets nothing of others with their cursor', async () => {
    const { as, alice, bob } = await apiOfTwo();
    const { body } = await as(bob, 'GET /my/images?limit=1');
    expect(body.next_cursor).toEqual(expect.any(String));
    expect(await as(alice, `GET /my/images?cursor=${body.next_cursor}`)).toMatchObject({ status: 400 });
  });

  it('does not see the versions of others in the history of an image', async () => {
    const { as, alice, store, dependencies, images } = await apiOfTwo();
    const key = 'uploads/alice/one.jpg';
    const photo = await jpegPhoto({ width: 80, height: 60 });
    const ofBob = uploadEvent(store.put(SOURCE_BUCKET, key, photo, { metadata: { 'user-id': 'bob' } }));
    await processUpload(ofBob, attemptBy('of-bob'), dependencies);
    const ofAlice = uploadEvent(store.put(SOURCE_BUCKET, key, photo));
    await processUpload(ofAlice, attemptBy('of-alice'), dependencies);
    const { body } = await as(alice, `GET /my/images/${images.alice[0]}?history=true`);
    expect(body.history.map(({ user_id: owner }: { user_id: string }) => owner)).toEqual(['alice', 'alice']);
  });
});

describe('a request without a valid token', () => {
  it('gets 401 with the reason on every route', async () => {
    const { as, images } = await apiOfTwo();
    const expired = issuer.token('alice', { claims: { exp: 1_700_000_000 } });
    const forged = issuer.token('alice', { signature: strangerSignature });
    for (const [line, body] of routesOf(images.alice[0] ?? '')) {
      expect(await as(expired, line, body)).toMatchObject({
        status: 401,
        body: {
          error: 'TOKEN_EXPIRED',
          message:
            'The token expired at 2023-11-14T22:13:20.000Z. Get a new one, and send the request again.',
        },
      });
      expect(await as(forged, line, body)).toMatchObject({ status: 401, body: { error: 'TOKEN_INVALID' } });
    }
  });

  it.each([undefined, 'Bearer', 'Bearer ', 'Basic YWxpY2U6', 'AWS4-HMAC-SHA256 Credential=a/b'])(
    'does not reach the function: Authorization %p',
    async (authorization) => {
      const { gateway } = await apiOfTwo();
      const headers = authorization === undefined ? [] : ([['Authorization', authorization]] as const);
      expect(await gateway.call('GET /my/images', { headers: [...headers] })).toMatchObject({
        status: 401,
        body: { error: 'NOT_SIGNED_IN', request_id: 'request-1' },
      });
    },
  );

  it('is 503 while the issuer is down, and goes through once keys are known', async () => {
    const api = await apiOfTwo();
    issuer.isDown = true;
    expect(await api.as(api.alice, 'GET /my/images')).toMatchObject({
      status: 503,
      body: { error: 'SERVICE_UNAVAILABLE' },
    });
    issuer.isDown = false;
    expect(await api.as(api.alice, 'GET /my/images')).toMatchObject({ status: 200 });
    issuer.isDown = true;
    expect(await api.as(api.bob, 'GET /my/images')).toMatchObject({ status: 200 });
  });
});

it('no request of a person causes an internal error, or returns anything of others', async () => {
  const api = await apiOfTwo();
  const ids = [...api.images.alice, ...api.images.bob];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...ids, 'bob', '..', '%00'),
  );
  const path = fc.oneof(
    fc.constantFrom('/my/uploads', '/my/images', ...ids.map((id) => `/my/images/${id}`)),
    text.map((part) => `/my/images/${encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, ''))}`),
  );
  const query = fc.dictionary(
    fc.constantFrom('cursor', 'limit', 'name', 'history', 'wait', 'user_id', 'status', 'date'),
    text.filter((value) => !/\p{Surrogate}/u.test(value)),
  );
  const body = fc.oneof(
    fc.record(
      { file_name: text, content_type: fc.constant('image/jpeg'), size: fc.integer(), user_id: text },
      { requiredKeys: [] },
    ),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST'),
      path,
      query,
      body,
      async (method, route, given, sent) => {
        const search = new URLSearchParams(given);
        const { status, body: answer } = await api.as(api.alice, `${method} ${route}?${search}`, sent);
        expect(status).toBeLessThan(500);
        const owners = [...JSON.stringify(answer ?? {}).matchAll(/"user_id":"([^"]*)"/g)].map(
          ([, owner]) => owner,
        );
        expect(owners.filter((owner) => owner !== 'alice')).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
