import { identifyMangled } from '../../../lambda/domain/image/mangled-upload';
import { GOOD_IMAGES } from '../../fixtures/hostile-files';
import { MANGLED } from '../../fixtures/mangled-photos';
import { render } from '../../support/rendering';

describe('a photo that a client changed on its way', () => {
  it.each(MANGLED)('is reported with what changed it: %s', async (called, make) => {
    await expect(render(await make())).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: expect.stringContaining(`This file is ${called}, not a photo Darkroom can read. `),
    });
  });

  it.each(MANGLED)('comes with advice for the client: %s', async (_, make) => {
    await expect(render(await make())).rejects.toThrow(/Send the bytes|Upload the original again, in binary/);
  });
});

it.each(Object.entries(GOOD_IMAGES))('a valid %s is not reported as changed', async (_, make) => {
  expect(identifyMangled(await make())).toBeUndefined();
});

it.each(['', 'RIFF', 'data: nothing', '-- a list\n-- of things', 'SGVsbG8gd29ybGQ='])(
  'a text such as %j is not reported as changed',
  (text) => {
    expect(identifyMangled(Buffer.from(text))).toBeUndefined();
  },
);
