import { imageIdOf } from '../../lambda/domain/image-record';
import { processUpload } from '../../lambda/domain/uploads/process-upload';
import { parseUploadMessage } from '../../lambda/process-image/upload-event';
import { jpegPhoto } from '../support/photos';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET } from '../support/uploads';

/** S3 takes nearly any text of up to 1,024 bytes for a key. */
const KEYS = [
  'uploads/../previews/evil.jpg',
  'uploads/../../etc/passwd',
  'uploads/..%2f..%2fetc.jpg',
  'uploads//double//slashes.jpg',
  'uploads/./dot.jpg',
  'uploads/back\\slash.jpg',
  'uploads/Été à la mer.jpg',
  'uploads/夕焼け.jpg',
  'uploads/🏔️👨‍👩‍👧.jpg',
  'uploads/e\u0301 decomposed.jpg',
  'uploads/\u202egpj.exe',
  'uploads/100%.jpg',
  'uploads/%41%2B%20.jpg',
  'uploads/a+b c.jpg',
  'uploads/a=b&c?d#e;f.jpg',
  'uploads/<script>alert(1)</script>.jpg',
  'uploads/"quoted" \'twice\' `thrice`.jpg',
  'uploads/line\nbreak\ttab.jpg',
  'uploads/__proto__/constructor.jpg',
  'uploads/previews/inside.jpg',
  `uploads/${'k'.repeat(1016)}`,
  `uploads/${'é'.repeat(508)}`,
];

/** As S3 writes keys in its notifications: as forms do. */
const encoded = (key: string): string => encodeURIComponent(key).replaceAll('%20', '+');

const message = (key: string, object: object): string =>
  JSON.stringify({
    Records: [
      {
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        eventTime: '2026-06-21T12:00:00.000Z',
        s3: { bucket: { name: SOURCE_BUCKET }, object: { ...object, key: encoded(key), sequencer: '1' } },
      },
    ],
  });

it.each(KEYS)('%j is processed as one image, and no key can reach its previews', async (key) => {
  expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
  const { store, catalog, publisher, dependencies } = inMemoryPipeline();
  const { versionId, eTag, size } = store.put(SOURCE_BUCKET, key, await jpegPhoto({ width: 20, height: 10 }));
  const [event] = parseUploadMessage(message(key, { versionId, eTag, size }), SOURCE_BUCKET);
  if (!event) throw new Error('The message contains no event');
  const { record } = await processUpload(event, attemptBy('m-1'), dependencies);
  expect(record).toMatchObject({ processingStatus: 'COMPLETED', key });
  expect(catalog.records).toHaveLength(1);
  expect(publisher.events).toMatchObject([{ record: { key } }]);
  const folder = `previews/${imageIdOf(SOURCE_BUCKET, key)}/${versionId}/`;
  expect([...store.previews.keys()].sort()).toEqual(
    ['150x150', '300x300', '800x800'].map((name) => `${folder}${name}.webp`),
  );
});

it.each(['', 'previews/image/v1/150x150.webp', 'uploads', 'Uploads/a.jpg', '../uploads/a.jpg'])(
  '%j is outside of uploads/, and its message is rejected',
  (key) => {
    expect(() => parseUploadMessage(message(key, {}), SOURCE_BUCKET)).toThrow();
  },
);
