import { readExif } from '../../../lambda/domain/image/metadata/exif';
import { hash } from '../../../photo-generators/noise';
import { exifBlock } from '../../fixtures/exif-block';

const [MAKE, MODEL, DATE, COPYRIGHT] = [0x010f, 0x0110, 0x0132, 0x8298];

describe.each([['little-endian'], ['big-endian']] as const)('a %s block', (order) => {
  const block = (texts: Parameters<typeof exifBlock>[0]) => exifBlock(texts, order);

  test('contains camera and time', () => {
    expect(readExif(block({ [MAKE]: 'Pentax', [MODEL]: 'K-3', [DATE]: '2019:12:31 23:59:59' }))).toEqual({
      camera: 'Pentax K-3',
      takenAt: '2019-12-31T23:59:59',
      hasGps: false,
    });
  });

  test('names the make once', () => {
    expect(readExif(block({ [MAKE]: 'Canon', [MODEL]: 'Canon EOS R5' }))).toMatchObject({
      camera: 'Canon EOS R5',
    });
  });

  test.each(['0000:00:00 00:00:00', '2023:02:31 10:00:00', '    :  :     :  :  ', 'yesterday'])(
    'has no time when it contains %j',
    (text) => {
      expect(readExif(block({ [DATE]: text }))).toEqual({ hasGps: false });
    },
  );

  test('is read without the padding, in UTF-8 or Latin-1', () => {
    expect(readExif(block({ [MAKE]: 'NIKON   \0\0\0' }))).toMatchObject({ camera: 'NIKON' });
    expect(readExif(block({ [COPYRIGHT]: '© Zoë\0editor' }))).toMatchObject({ copyright: '© Zoë' });
    expect(readExif(block({ [COPYRIGHT]: Buffer.from('© Zoë', 'latin1') }))).toMatchObject({
      copyright: '© Zoë',
    });
  });
});

test('a photo without an EXIF block has no metadata', () => {
  expect(readExif(undefined)).toEqual({ hasGps: false });
});

test('garbage never throws', () => {
  const good = exifBlock({ [MAKE]: 'Pentax', [DATE]: '2019:12:31 23:59:59' }, 'little-endian');
  for (let round = 0; round < 2000; round++) {
    const bad = Buffer.from(good.subarray(0, 8 + Math.floor(hash(round, 1) * good.length)));
    for (let change = 0; change < 4; change++) {
      bad[8 + Math.floor(hash(round, change + 2) * bad.length)] = Math.floor(hash(round, change + 9) * 256);
    }
    expect(readExif(bad)).toHaveProperty('hasGps');
  }
});

test('thousands of tags that claim all of the block cost nothing', () => {
  const block = exifBlock({}, 'little-endian', { overlappingArrays: 5000 });
  expect(block.length).toBeGreaterThan(60_000);
  const before = process.cpuUsage();
  expect(readExif(block)).toEqual({ hasGps: false });
  // A reader of every tag takes 18 seconds.
  expect(process.cpuUsage(before).user).toBeLessThan(500_000);
});
