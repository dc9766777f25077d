import { samplePhotos } from '../../photo-generators/sample-photos';
import { startFakeServers } from './fake/fake-servers';
import { smallPictures } from './fake/pictures';

/**
 * The console on a fake twin, to work on its looks: `npx tsx __tests__/console/demo.ts [photos] [port]`.
 * Sample photos, a broken file and an unlucky one go through at a pace that the eye can follow.
 */
async function main([photos = '60', port = '8081']: readonly string[]): Promise<void> {
  const { twin, url } = await startFakeServers({ pace: 400, port: Number(port) });
  twin.seed(Number(photos), await smallPictures());
  process.stdout.write(`The console on a fake twin: ${url}/\n`);
  for (const { name, bytes } of await samplePhotos()) await twin.accept(`uploads/samples/${name}`, bytes);
  await twin.accept('uploads/samples/broken.jpg', Buffer.from('not a picture'));
  await twin.accept('uploads/samples/unlucky.jpg', Buffer.from('not a picture either'));
}

void main(process.argv.slice(2));
