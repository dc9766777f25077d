import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BucketVersioningStatus, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { imageIdOf } from '../../lambda/domain/image-record';
import { type Deployment, deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';

jest.setTimeout(200_000);

const BUCKET = 'somebodys-photos';
const eTagOf = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

describe('With SOURCE_BUCKET, an imported bucket', () => {
  let deployment: Deployment;
  let A: Buffer;
  let B: Buffer;

  beforeAll(async () => {
    deployment = await deploymentOf(new TwinProcess([ONE_PHOTO], { SOURCE_BUCKET: BUCKET }));
    [A, B] = await Promise.all([jpegPhoto({ width: 300 }), jpegPhoto({ width: 400 })]);
  });
  afterAll(() => deployment.close());

  const version = (Status: BucketVersioningStatus) =>
    deployment.s3.send(
      new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration: { Status } }),
    );

  interface Image {
    readonly status: string;
    readonly e_tag?: string;
    readonly previews?: readonly { readonly url: string }[];
  }

  /** Asks the API for the image until it is as wanted. */
  async function image(key: string, isWanted: (image: Image) => boolean): Promise<Image> {
    const end = Date.now() + 20_000;
    for (;;) {
      const { body } = await deployment.callApi('GET', `/images/${imageIdOf(BUCKET, key)}`);
      if (isWanted(body as Image)) return body as Image;
      if (Date.now() > end) throw new Error(`${key} is ${JSON.stringify(body)}`);
      await sleep(100);
    }
  }

  /** Waits until the image is as its current object is, with previews that can be fetched. */
  async function expectImage(key: string, bytes: Buffer): Promise<void> {
    const isCurrent = ({ status, e_tag }: Image) => status === 'COMPLETED' && e_tag === eTagOf(bytes);
    const { previews = [] } = await image(key, isCurrent);
    expect(previews).not.toHaveLength(0);
    for (const { url } of previews) expect((await fetch(url)).status).toBe(200);
  }

  async function uploadAndWait(key: string, bytes: Buffer): Promise<void> {
    await deployment.upload(key, bytes);
    await expectImage(key, bytes);
  }

  async function removeAndWait(key: string): Promise<void> {
    await deployment.remove(key);
    await image(key, ({ status }) => status === 'DELETED');
  }

  it('uploads come by way of the default bus and the rule on it', async () => {
    const record = await deployment.process('uploads/user-7/Été + sunset (1).JPG', A);
    expect(record).toMatchObject({ processingStatus: 'COMPLETED', bucket: BUCKET, userId: 'user-7' });
    expect(record.versionId).toBeUndefined();
    await removeAndWait(record.key);
    const { denied } = await deployment.report<{ denied: unknown[] }>('permissions');
    expect(denied).toEqual([]);
  });

  describe.each([
    ['without versions', undefined],
    ['with versions', 'Enabled'],
    ['with versions suspended', 'Suspended'],
  ] as const)('%s', (name, status) => {
    beforeAll(() => status && version(status));

    it('takes the same file after its deletion for a new upload', async () => {
      const key = `uploads/${name}/ada.jpg`;
      await uploadAndWait(key, A);
      await removeAndWait(key);
      await uploadAndWait(key, A);
    });

    it('shows the file that is current, though another was in between', async () => {
      const key = `uploads/${name}/aba.jpg`;
      for (const photo of [A, B, A]) await uploadAndWait(key, photo);
    });

    it('processes the same file put twice without a pause', async () => {
      const key = `uploads/${name}/aa.jpg`;
      await Promise.all([deployment.upload(key, A), deployment.upload(key, A)]);
      await expectImage(key, A);
      expect(await deployment.depthOf(deployment.outputs.dead_letter_queue_url)).toBe(0);
    });
  });
});
