import type { ImageRecord } from '../../../lambda/domain/image-record';
import { originalResponse } from '../../../lambda/image-api/original-response';
import { RecordingSigner } from '../../support/api';

const record: ImageRecord = {
  imageId: '0b1d6c7a5e4f48d2a3c9e1f0726b8d54',
  timestamp: 1_767_225_600_000,
  processingStatus: 'COMPLETED',
  bucket: 'photo-uploads-000000000000-test',
  key: 'uploads/ann/id-photo.jpg',
  versionId: 'v1',
  uploadDate: '2026-01-01',
  size: 5,
  contentType: 'image/jpeg',
  fileName: '写真.jpg',
};
const responseTo = (changed: Partial<ImageRecord>) =>
  originalResponse({ ...record, ...changed }, new RecordingSigner());

it('links to this version of the original for an hour, under its own name', async () => {
  expect(await responseTo({})).toEqual({
    url: 'https://source.example/uploads%2Fann%2Fid-photo.jpg?version=v1&type=image/jpeg&expires=3600',
    content_type: 'image/jpeg',
    size: 5,
    file_name: '写真.jpg',
  });
});

it('does not repeat the type that an uploader claims for a file that is not a photo', async () => {
  const { contentType: _, fileName: __, ...failed } = record;
  expect(
    await originalResponse({ ...failed, processingStatus: 'FAILED' }, new RecordingSigner()),
  ).toMatchObject({
    content_type: 'application/octet-stream',
    file_name: 'id-photo.jpg',
  });
});

it('has no link for a deleted version', async () => {
  expect(await responseTo({ processingStatus: 'DELETED' })).toBeUndefined();
});
