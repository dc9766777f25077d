import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import { imageIdOf } from '../../lambda/domain/image-record';
import { type Deployment, deploymentOf } from '../support/deployment';
import { TwinProcess } from '../support/twin-process';

jest.setTimeout(200_000);

const FIXTURES = join(__dirname, '../fixtures/earlier-data');
const PROJECT = join(__dirname, '../..');
const LIMIT_MS = 30_000;

interface Image {
  readonly status: string;
  readonly user_id?: string;
  readonly dominant_color?: string;
  readonly previews?: readonly { readonly url: string }[];
}

const RED = 'red';
const BLUE = 'blue';
const colourOf = ({ dominant_color: colour = '' }: Image): string | undefined =>
  colour === '' ? undefined : Number.parseInt(colour.slice(1, 3), 16) > 128 ? RED : BLUE;

describe.each([
  { name: 'own', bucket: {}, images: 10, isVersioned: true },
  { name: 'imported', bucket: { SOURCE_BUCKET: 'family-archive' }, images: 8, isVersioned: false },
])('A data folder of an earlier version, with the bucket $name', ({ name, bucket, images, isVersioned }) => {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-earlier-'));
  const environment = { ...bucket, PREVIEW_SIZES: '16x16,32x32' };
  let deployment: Deployment;

  beforeAll(async () => {
    execFileSync('tar', ['xzf', join(FIXTURES, `${name}.tar.gz`), '-C', folder]);
    deployment = await deploymentOf(new TwinProcess(['--data', folder], environment));
  });
  afterAll(async () => {
    await deployment.close();
    rmSync(folder, { recursive: true });
  });

  const get = async (key: string): Promise<Image> => {
    const id = imageIdOf(deployment.outputs.source_bucket_name, `uploads/ada/${key}.jpg`);
    return (await deployment.callApi('GET', `/images/${id}`)).body as Image;
  };

  /** Waits until an image is as wanted, and all its previews can be downloaded. */
  async function expectImage(key: string, status: string, colour?: string): Promise<Image> {
    const end = Date.now() + LIMIT_MS;
    for (;;) {
      const image = await get(key);
      if (image.status === status && (status !== 'COMPLETED' || colourOf(image) === colour)) {
        const answers = await Promise.all((image.previews ?? []).map(({ url }) => fetch(url)));
        expect(answers.map((answer) => answer.status)).toEqual(status === 'COMPLETED' ? [200, 200] : []);
        return image;
      }
      if (Date.now() > end) throw new Error(`${key} is ${JSON.stringify(image)}, not ${status}`);
      await sleep(100);
    }
  }

  it('is read: the API returns its records, with previews that can be downloaded', async () => {
    await expectImage('kept', 'COMPLETED', RED);
    await expectImage('replaced', 'COMPLETED', BLUE);
    await expectImage('deleted', 'DELETED');
    await expectImage('text', 'FAILED');
    expect(await expectImage('named', 'COMPLETED', RED)).toMatchObject({ user_id: 'grace' });
  });

  it('has its queued messages processed', async () => {
    await expectImage('queued', 'COMPLETED', RED);
    await expectImage('replaced-later', 'COMPLETED', BLUE);
    await expectImage('deleted-later', 'DELETED');
    await expectImage('again-later', 'COMPLETED', RED);
    expect(await deployment.depthOf(deployment.outputs.dead_letter_queue_url)).toBe(0);
  });

  /** @returns what `reconcile` prints at its end */
  async function reconcile(...options: string[]): Promise<string> {
    const { stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/darkroom.ts', 'reconcile', '--grace', '0', ...options],
      {
        cwd: PROJECT,
        env: { ...process.env, ...environment, AWS_ENDPOINT_URL: deployment.configuration.endpoint },
      },
    );
    return stderr;
  }

  it('needs one reconcile --fix where no versions are kept, and nothing else', async () => {
    // There, an earlier version kept the record and the previews of an object that another had replaced.
    const found = isVersioned ? '0 findings' : '1 finding, 1 fixed';
    expect(await reconcile('--fix')).toContain(`${images} images compared, ${found}`);
    expect(await reconcile()).toContain('0 findings');
    await expectImage('replaced', 'COMPLETED', BLUE);
  });

  it('goes on with its images: one that is uploaded again, and one that is deleted', async () => {
    const { source_bucket_name: source, processed_bucket_name: processed } = deployment.outputs;
    await deployment.remove('uploads/ada/kept.jpg');
    await expectImage('kept', 'DELETED');
    const background = { r: 30, g: 30, b: 200 };
    const blue = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
      .png()
      .toBuffer();
    await deployment.upload('uploads/ada/named.jpg', blue);
    await expectImage('named', 'COMPLETED', BLUE);
    const Prefix = `previews/${imageIdOf(source, 'uploads/ada/kept.jpg')}/`;
    const { Contents } = await deployment.s3.send(new ListObjectsV2Command({ Bucket: processed, Prefix }));
    expect(Contents).toBeUndefined();
  });
});
