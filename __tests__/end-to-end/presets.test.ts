import sharp from 'sharp';
import { filesOf } from '../../lambda/domain/previews/preview-files';
import { type Deployment, deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { EXAMPLE_PREVIEWS_FILE } from '../support/presets';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';

jest.setTimeout(200_000);

describe('With PREVIEWS_FILE', () => {
  let deployment: Deployment;

  beforeAll(async () => {
    const settings = { PREVIEWS_FILE: EXAMPLE_PREVIEWS_FILE, PREVIEW_FORMAT: 'avif,webp,jpeg' };
    deployment = await deploymentOf(new TwinProcess([ONE_PHOTO], settings));
  });
  afterAll(() => deployment.close());

  it('an avatar has its one preset in three formats, and another photo all presets', async () => {
    const avatar = await deployment.process('uploads/avatars/ada.jpg', await jpegPhoto());
    expect(avatar.previews?.map(({ name, files }) => [name, files?.map(({ format }) => format)])).toEqual([
      ['thumb', ['avif', 'webp', 'jpeg']],
    ]);
    const { previews = [] } = await deployment.process('uploads/ada/photo.jpg', await jpegPhoto());
    expect(previews.map(({ name }) => name)).toEqual(['thumb', 'card', 'full']);
    for (const preview of previews) {
      for (const file of filesOf(preview)) {
        const { bytes, ContentType: contentType } = await deployment.read(file);
        const { width, height } = await sharp(bytes).metadata();
        expect({ width, height, contentType, size: bytes.length }).toEqual({
          width: preview.width,
          height: preview.height,
          contentType: file.contentType,
          size: file.size,
        });
      }
    }
  });

  it('a request makes the crops again around its focal point, and no other preview', async () => {
    const key = 'uploads/ada/focus.jpg';
    await deployment.process(key, await jpegPhoto(), { focus: '0.9,0.9' });
    const request = { image_key: key, focus: '0.1,0.2' };
    const { status, body } = await deployment.callApi('POST', '/process', request);
    expect(status).toBe(200);
    expect(body).toMatchObject({ attempts: 2, focus: { x: 0.1, y: 0.2, from: 'request' } });
    const [record] = await deployment.history(key);
    const times = new Map<string, number>();
    for (const preview of record?.previews ?? []) {
      const { LastModified: at } = await deployment.read(preview);
      times.set(preview.name, at?.getTime() ?? 0);
    }
    const started = Date.parse(record?.previewsSince ?? '');
    expect(times.get('full')).toBeLessThanOrEqual(started);
  });
});
