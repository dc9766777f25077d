import { inspect } from '../../../lambda/domain/image/inspect';
import { pngWithoutPixels } from '../../../photo-generators/png-file';

const LIMITS = { maxBytes: 10_485_760, maxPixels: 100_000_000, maxFrames: 1 };

it.each([
  [10_000_000, 10, 'rows of 10,000,000 pixels; at most 65,535'],
  [30_000, 30_000, '30,000 x 30,000 pixels, 900 megapixels in all; at most 100 megapixels'],
  [12_345, 10_000, '12,345 x 10,000 pixels, 123.45 megapixels in all'],
])('a PNG of %d x %d is refused without loading the data of Intl', async (width, height, words) => {
  const formatting = jest.spyOn(Number.prototype, 'toLocaleString');
  await expect(inspect(pngWithoutPixels(width, height), LIMITS)).rejects.toThrow(words);
  expect(formatting).not.toHaveBeenCalled();
  formatting.mockRestore();
});
