import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { imageIdOf } from '../../lambda/domain/image-record';
import { deliveryKeys } from '../support/delivery-keys';
import { type Deployment, deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';

jest.setTimeout(200_000);

/** The presets of the documentation, in a file of their own. */
const PRESETS = {
  presets: {
    thumb: { width: 150, height: 150, fit: 'cover', position: 'focus', formats: ['avif', 'webp', 'jpeg'] },
    card: { width: 400, height: 300, fit: 'contain', background: '#ffffff' },
    full: { width: 1600, height: 1600, quality: 82 },
  },
  folders: { 'uploads/avatars/': ['thumb'], 'uploads/': ['thumb', 'card', 'full'] },
};
const PREVIEWS_FILE = join(mkdtempSync(join(tmpdir(), 'presets-')), 'previews.json');
writeFileSync(PREVIEWS_FILE, JSON.stringify(PRESETS));

const DELIVERED = { DELIVERY: 'cloudfront', PREVIEWS_FILE };

interface Shown {
  readonly image_id: string;
  readonly previews: readonly { readonly name: string; readonly key: string; readonly url: string }[];
}

/** A photo that is processed, as the API shows it. */
async function shown(deployment: Deployment, key: string): Promise<Shown> {
  await deployment.process(key, await jpegPhoto({ width: 640, height: 480 }), { 'user-id': 'alice' });
  const id = imageIdOf(deployment.outputs.source_bucket_name, key);
  const { body } = await deployment.callApi('GET', `/images/${id}`);
  return body as unknown as Shown;
}

const get = (url: string, accept?: string) => fetch(url, accept === undefined ? {} : { headers: { accept } });

/** The address without an extension. */
const negotiated = (url: string): string => {
  const bare = new URL(url);
  return `${bare.origin}${bare.pathname.replace(/\.\w+$/, '')}`;
};

/** Asks until a response has the status. */
async function expectStatus(url: string, status: number): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const response = await get(url);
    if (response.status === status) return;
    if (Date.now() > end) throw new Error(`${url} is ${response.status}, not ${status}`);
    await sleep(100);
  }
}

describe('Previews by a CDN', () => {
  let deployment: Deployment;
  let image: Shown;
  let thumb: string;
  beforeAll(async () => {
    deployment = await deploymentOf(new TwinProcess([ONE_PHOTO], DELIVERED));
    image = await shown(deployment, 'uploads/user-7/harbour.jpg');
    thumb = image.previews.find(({ name }) => name === 'thumb')?.url ?? '';
  });
  afterAll(() => deployment.close());

  it('are addressed at the CDN, without a signature', () => {
    for (const { url, key } of image.previews) {
      expect(new URL(url).pathname).toBe(`/${key}`);
      expect(url).not.toMatch(/X-Amz|Signature/);
    }
  });

  it.each([
    ['image/avif,image/webp,*/*', 'image/avif'],
    ['image/webp', 'image/webp'],
    ['*/*', 'image/jpeg'],
  ])('come in the best format of Accept: %s', async (accept, type) => {
    const response = await get(negotiated(thumb), accept);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('vary')).toBe('Accept');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('come in the format of their extension, whatever is accepted', async () => {
    const response = await get(`${negotiated(thumb)}.jpg`, 'image/avif,image/webp');
    expect(response.headers.get('content-type')).toBe('image/jpeg');
  });

  it('show nothing of the metadata of the original', async () => {
    const response = await get(`${negotiated(thumb)}.jpg`);
    expect([...response.headers.keys()].filter((name) => name.startsWith('x-amz'))).toEqual([]);
  });

  it('cannot be read from the bucket directly, nor listed through the CDN', async () => {
    const { endpoint } = deployment.configuration;
    const direct = `${endpoint}/${deployment.outputs.processed_bucket_name}${new URL(thumb).pathname}`;
    expect((await get(direct)).status).toBe(403);
    for (const path of ['/', '/previews/', '/?list-type=2']) {
      expect((await get(`${new URL(thumb).origin}${path}`)).status).toBe(404);
    }
  });

  it('are gone from addresses and caches when the image is forgotten through the API', async () => {
    const { image_id: id, previews } = await shown(deployment, 'uploads/user-7/forgotten.jpg');
    const urls = previews.flatMap(({ url }) => [url, negotiated(url)]);
    for (const url of urls) expect((await get(url)).status).toBe(200);
    expect((await deployment.callApi('DELETE', `/images/${id}`)).status).toBe(204);
    for (const url of urls) expect((await get(url)).status).toBe(404);
  });

  it('are gone when the original is deleted from the bucket', async () => {
    const key = 'uploads/user-7/deleted.jpg';
    const { previews } = await shown(deployment, key);
    for (const { url } of previews) expect((await get(url)).status).toBe(200);
    await deployment.remove(key);
    for (const { url } of previews) await expectStatus(url, 404);
  });

  it('are gone after `images forget`, whose receipt says so', async () => {
    const key = 'uploads/user-7/by-command.jpg';
    const { previews } = await shown(deployment, key);
    for (const { url } of previews) expect((await get(url)).status).toBe(200);
    const receipt = join(mkdtempSync(join(tmpdir(), 'receipt-')), 'receipt.json');
    const words = ['images', 'forget', key, '--yes', '--receipt', receipt];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/darkroom.ts', ...words],
      {
        cwd: join(__dirname, '../..'),
        encoding: 'utf8',
        env: { ...process.env, ...DELIVERED, AWS_ENDPOINT_URL: deployment.configuration.endpoint },
      },
    );
    expect(`${stdout}${stderr}`).toContain('The CDN forgets 1 image.');
    expect(JSON.parse(readFileSync(receipt, 'utf8'))).toMatchObject({
      invalidated: 1,
      images: [{ isInvalidated: true }],
    });
    for (const { url } of previews) expect((await get(url)).status).toBe(404);
  });

  it('have the presets of their folder', async () => {
    const { previews } = await shown(deployment, 'uploads/avatars/ada.jpg');
    expect(previews.map(({ name }) => name)).toEqual(['thumb']);
  });
});

describe('Previews by a CDN with signed access', () => {
  const { publicKey, privateKey } = deliveryKeys();
  let deployment: Deployment;
  let image: Shown;
  beforeAll(async () => {
    deployment = await deploymentOf(
      new TwinProcess([ONE_PHOTO], {
        ...DELIVERED,
        DELIVERY_ACCESS: 'signed',
        DELIVERY_PUBLIC_KEY: publicKey,
        DELIVERY_PRIVATE_KEY_SECRET: 'darkroom/delivery-key-1',
      }),
    );
    const secrets = new SecretsManagerClient({ region: 'us-east-1', ...deployment.configuration });
    await secrets.send(
      new CreateSecretCommand({ Name: 'darkroom/delivery-key-1', SecretString: privateKey }),
    );
    image = await shown(deployment, 'uploads/user-7/private.jpg');
  });
  afterAll(() => deployment.close());

  it('are shown at the addresses of the API, and nowhere without a signature', async () => {
    expect(image.previews).not.toHaveLength(0);
    for (const { url } of image.previews) {
      const { origin, pathname } = new URL(url);
      expect((await get(url)).status).toBe(200);
      expect((await get(`${origin}${pathname}`)).status).toBe(403);
      expect((await get(negotiated(url))).status).toBe(403);
    }
  });

  it('are gone when the image is forgotten', async () => {
    const { image_id: id, previews } = await shown(deployment, 'uploads/user-7/private-forgotten.jpg');
    for (const { url } of previews) expect((await get(url)).status).toBe(200);
    expect((await deployment.callApi('DELETE', `/images/${id}`)).status).toBe(204);
    for (const { url } of previews) expect((await get(url)).status).toBe(404);
  });
});
