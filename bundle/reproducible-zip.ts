import { unzipSync, type Zippable, zipSync } from 'fflate';

/** A file of an archive: its path with forward slashes, relative to the archive's root. */
export interface ArchiveFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What one file takes up inside an archive. */
export interface ArchiveEntry {
  readonly path: string;
  /** Bytes after unpacking. */
  readonly size: number;
  /** Bytes inside the archive. */
  readonly compressedSize: number;
}

/** Zip stores the clock of a wall, without a zone: noon of the first day it knows, wherever this runs. */
const FIXED_TIME = new Date(1980, 0, 1, 12);
/** "Made by Unix": without it, unpackers ignore the modes and Lambda cannot read the files. */
const UNIX = 3;
/** A regular file that everybody may read. Shared libraries are mapped, not run, so need no more. */
const REGULAR_FILE_0644 = (0o100644 << 16) >>> 0;
/** On libvips, level 9 takes twice the time of level 6 to save 0.1 %. */
const LEVEL = 6;

/**
 * Packs files into a zip whose bytes depend on nothing but their paths and contents: not on the order
 * given, the time, the machine, or its zlib (the compressor is plain JavaScript).
 * @throws Error when two files have the same path, or a path leaves the archive
 */
export function zipReproducibly(files: readonly ArchiveFile[]): Uint8Array {
  const entries: Zippable = {};
  for (const { path, bytes } of [...files].sort(byPath)) {
    if (path.startsWith('/') || path.includes('\\') || path.split('/').includes('..')) {
      throw new Error(`Expected a relative path with forward slashes inside the archive but got ${path}`);
    }
    if (path in entries) throw new Error(`Two files are to be packed as ${path}; rename one`);
    entries[path] = [bytes, { level: LEVEL, mtime: FIXED_TIME, os: UNIX, attrs: REGULAR_FILE_0644 }];
  }
  return zipSync(entries);
}

/** By code unit: a locale's order differs from machine to machine. */
function byPath(one: ArchiveFile, other: ArchiveFile): number {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}

/** Lists an archive without unpacking it, in the order stored. */
export function listArchive(zip: Uint8Array): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  unzipSync(zip, {
    filter: ({ name, originalSize, size }) => {
      entries.push({ path: name, size: originalSize, compressedSize: size });
      return false;
    },
  });
  return entries;
}
