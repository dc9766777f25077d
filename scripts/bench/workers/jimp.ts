import { serve } from './serve';

interface Picture {
  clone(): Picture;
  scaleToFit(box: { w: number; h: number }): Picture;
  getBuffer(type: string, options: { quality: number }): Promise<Buffer>;
}

interface JimpModule {
  readonly Jimp: { read(path: string): Promise<Picture> };
}

const EDGES = [800, 300, 150];

/** Not a dependency, so its types are not available. */
const load = async (): Promise<JimpModule> => import('jimp' as string);

serve({
  async render({ path }: { readonly path: string }) {
    const { Jimp } = await load();
    const picture = await Jimp.read(path);
    for (const edge of EDGES) {
      await picture.clone().scaleToFit({ w: edge, h: edge }).getBuffer('image/jpeg', { quality: 80 });
    }
  },
});
