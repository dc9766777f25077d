import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { outputOf } from '../measuring/command';

/** Another program that makes previews. */
export interface Peer {
  readonly name: string;
  /** Its path and version. Absent when it is not installed. */
  readonly found?: { readonly path: string; readonly version: string };
  readonly howToInstall: string;
}

interface Candidate {
  readonly commands: readonly string[];
  readonly args: readonly string[];
  /** Matches the output of the right program; the first group is the version. */
  readonly versionIn: RegExp;
}

/** Checks the output as well, because other programs may have the same name. */
async function find({ commands, args, versionIn }: Candidate): Promise<Peer['found']> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  for (const path of paths.filter((candidate) => existsSync(candidate))) {
    const version = versionIn.exec((await outputOf(path, args)) ?? '')?.[1];
    if (version) return { path, version };
  }
  return undefined;
}

async function peer(name: string, howToInstall: string, candidate: Candidate): Promise<Peer> {
  const found = await find(candidate);
  return { name, howToInstall, ...(found && { found }) };
}

export const findVipsThumbnail = (): Promise<Peer> =>
  peer('vipsthumbnail', 'apt-get install libvips-tools', {
    commands: ['vipsthumbnail'],
    args: ['--vips-version'],
    versionIn: /libvips (\S+)/,
  });

export const findImageMagick = (): Promise<Peer> =>
  peer('ImageMagick', 'apt-get install imagemagick', {
    commands: ['magick', 'convert'],
    args: ['-version'],
    versionIn: /Version: ImageMagick (\S+)/,
  });

export const findPillow = (): Promise<Peer> =>
  peer('Pillow', 'apt-get install python3-pil', {
    commands: ['python3'],
    args: ['-c', 'import PIL; print("Pillow", PIL.__version__)'],
    versionIn: /Pillow (\S+)/,
  });

/** Not a dependency of the project because of its size. Install it yourself to include it. */
export async function findJimp(): Promise<Peer> {
  const howToInstall = 'npm install --no-save jimp';
  try {
    const path = require.resolve('jimp');
    const { version } = require(
      join(path.slice(0, path.lastIndexOf('jimp') + 'jimp'.length), 'package.json'),
    );
    return { name: 'jimp', howToInstall, found: { path, version } };
  } catch {
    return { name: 'jimp', howToInstall };
  }
}
