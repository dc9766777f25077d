import { cameraPicture } from '../../../photo-generators/camera-photo';
import { heicPhoto } from '../../../photo-generators/heic-photo';
import { keptFile } from './kept-file';
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

  /** Returns the path of a phone's HEIC photo of 12 megapixels, which sharp cannot encode. */
  heic(): Promise<string> {
    return this.keep('12-megapixels-heic.heic', () => heicPhoto(...SIDES[12]));
  }

  private keep(name: string, make: () => Promise<Buffer>): Promise<string> {
    return keptFile(`photos/${name}`, () => {
      this.progress(`painting ${name}`);
      return make();
    });
  }
}

export const photoName = ({ kind, megapixels }: Photo): string => `${megapixels} MP ${KINDS[kind].name}`;
