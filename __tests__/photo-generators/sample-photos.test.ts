import sharp from 'sharp';
import { samplePhotos } from '../../photo-generators/sample-photos';
import { render } from '../support/rendering';

test('the sample photos show what the pipeline can do, and all of them go through it', async () => {
  const seen = await Promise.all(
    (await samplePhotos({ scale: 0.2 })).map(async ({ name, bytes }) => {
      const { facts, previews } = await render(bytes);
      const { hasProfile } = await sharp(bytes).metadata();
      return { name, ...facts, hasProfile, upright: facts.height > facts.width, previews: previews.length };
    }),
  );
  expect(seen).toMatchObject([
    { name: 'mountain-sunrise.jpg', format: 'jpeg', hasGps: true, camera: 'Darkroom Pinhole One' },
    { name: 'night-city.jpg', format: 'jpeg', orientation: 6, upright: true },
    { name: 'still-life.jpg', format: 'jpeg', hasProfile: true },
    { name: 'dunes.webp', format: 'webp' },
    { name: 'balloon.png', format: 'png', hasAlpha: true },
    { name: 'lighthouse.gif', format: 'gif', frames: 8 },
  ]);
  expect(seen.map(({ previews }) => previews)).toEqual([3, 3, 3, 3, 3, 3]);
});

test('the sample photos are the same each time', async () => {
  const bytesOf = async () => (await samplePhotos({ scale: 0.1 })).map(({ bytes }) => bytes);
  expect(await bytesOf()).toEqual(await bytesOf());
});
