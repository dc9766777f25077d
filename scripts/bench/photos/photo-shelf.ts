import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cameraPicture } from '../../../photo-generators/camera-photo';
import { heicPhoto } from '../../../photo-generators/heic-photo';
import { CACHE } from '../measuring/places';
import { KINDS, type Kind } from './kinds';

/** Width and height of pictures from cameras and phones, by megapixels. */
const SIDES = {
  6: [3000, 2000],
  12: [4032, 3024],
  24: [6000, 4000],
  48: [8064, 6048],
} as const;

export type Megapixels = keyof typeof SIDES;
export const MEGAPIXELS: readonly Megapixels[] = [6, 12, 24, 48];

export interface Photo {
  readonly kind: Kind;
  readonly megapixels: Megapixels;
  readonly path: string;
}

/** The measured photos: painted once by the project's generators, then kept in the cache. */
export class PhotoShelf {
  constructor(private readonly progress: (text: string) => void) {}

  /** Returns a photo from the cache, or paints it. */
  async photo(kind: Kind, megapixels: Megapixels): Promise<Photo> {
    const { extension, encode } = KINDS[kind];
    const [width, height] = SIDES[megapixels];
    const name = `${megapixels}-megapixels-${kind}.${extension}`;
    const paint = async () => encode(await cameraPicture(width, height)).toBuffer();
    return { kind, megapixels, path: await this.keep(name, paint) };
  }

  /** Returns the path of 12 megapixels as telephones write them in HEIC, which sharp cannot encode. */
  heic(): Promise<string> {
    return this.keep('12-megapixels-heic.heic', () => heicPhoto(...SIDES[12]));
  }

  private async keep(name: string, make: () => Promise<Buffer>): Promise<string> {
    const path = join(CACHE, 'photos', name);
    if (!existsSync(path)) {
      this.progress(`painting ${name}`);
      const bytes = await make();
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.partial`, bytes);
      await rename(`${path}.partial`, path);
    }
    return path;
  }
}

export const photoName = ({ kind, megapixels }: Photo): string => `${megapixels} MP ${KINDS[kind].name}`;
