import { type Box, boxesIn, boxIn, NumberReader } from './boxes';

/** One item of a HEIF file: a picture, a tile of one, or metadata (ISO/IEC 23008-12). */
export interface HeifItem {
  readonly id: number;
  /** For example `hvc1`, `av01`, `grid`, `Exif` or `mime`. */
  readonly type: string;
  /** The media type of a `mime` item; empty for other types. */
  readonly contentType: string;
  /** Properties, in the order in which they apply. */
  readonly properties: readonly Box[];
}

export interface HeifReference {
  /** For example `dimg` (made from), `auxl` (belongs to) or `cdsc` (describes). */
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

/** Limits the counts that a file states, so that it cannot cause an endless loop. */
const MAX_COUNT = 20_000;
const FULL_BOX_BYTES = 4;

const versionOf = (body: Buffer): number => body[0] ?? 0;
const contentsOf = (body: Buffer): NumberReader => new NumberReader(body.subarray(FULL_BOX_BYTES));

/** The items of a HEIF file and their references, read from its `meta` box. */
export class HeifItems {
  readonly primaryId: number;
  readonly items: ReadonlyMap<number, HeifItem>;
  readonly references: readonly HeifReference[];

  private constructor(
    private readonly file: Buffer,
    private readonly meta: Buffer,
  ) {
    const primary = boxIn(meta, 'pitm');
    this.primaryId = primary ? contentsOf(primary).next(versionOf(primary) === 0 ? 2 : 4) : 0;
    this.items = readItems(meta);
    this.references = readReferences(meta);
  }

  /** @returns undefined if the file has no `meta` box */
  static open(file: Buffer): HeifItems | undefined {
    const meta = boxIn(file, 'meta');
    return meta && new HeifItems(file, meta.subarray(FULL_BOX_BYTES));
  }

  get primary(): HeifItem | undefined {
    return this.items.get(this.primaryId);
  }

  /** The items that refer to another item, such as the metadata that describes a picture. */
  referringTo(id: number, type: string): HeifItem[] {
    return this.references
      .filter((reference) => reference.type === type && reference.to.includes(id))
      .flatMap(({ from }) => this.items.get(from) ?? []);
  }

  /** The bytes of an item; undefined if they are not contiguous, or cut off. */
  bytesOf(id: number): Buffer | undefined {
    const location = readLocation(this.meta, id);
    if (!location) return undefined;
    const source = location.isInMeta ? boxIn(this.meta, 'idat') : this.file;
    const end = location.offset + location.length;
    return source && end <= source.length ? source.subarray(location.offset, end) : undefined;
  }
}

function readItems(meta: Buffer): Map<number, HeifItem> {
  const properties = readProperties(meta);
  const items = new Map<number, HeifItem>();
  const infos = boxIn(meta, 'iinf');
  if (!infos) return items;
  const entries = infos.subarray(FULL_BOX_BYTES + (versionOf(infos) === 0 ? 2 : 4));
  for (const { type, body } of boxesIn(entries)) {
    const version = versionOf(body);
    if (type !== 'infe' || version < 2) continue;
    const reader = contentsOf(body);
    const id = reader.next(version === 2 ? 2 : 4);
    reader.next(2);
    const kind = fourLetters(reader.next(4));
    reader.text();
    items.set(id, {
      id,
      type: kind,
      contentType: kind === 'mime' ? reader.text() : '',
      properties: properties.get(id) ?? [],
    });
  }
  return items;
}

const fourLetters = (code: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(code);
  return bytes.toString('latin1');
};

/** The properties of each item. `ipco` contains all properties, and `ipma` assigns them to items. */
function readProperties(meta: Buffer): Map<number, Box[]> {
  const container = boxIn(meta, 'iprp');
  const allProperties = [...boxesIn(boxIn(container, 'ipco') ?? Buffer.alloc(0))];
  const found = new Map<number, Box[]>();
  for (const { type, body } of boxesIn(container ?? Buffer.alloc(0))) {
    if (type !== 'ipma') continue;
    const hasWideIndex = ((body[3] ?? 0) & 1) === 1;
    const reader = contentsOf(body);
    const count = Math.min(reader.next(4), MAX_COUNT);
    for (let entry = 0; entry < count && !reader.isAtEnd; entry++) {
      const id = reader.next(versionOf(body) < 1 ? 2 : 4);
      const indexes = Array.from({ length: reader.next(1) }, () =>
        hasWideIndex ? reader.next(2) & 0x7fff : reader.next(1) & 0x7f,
      );
      found.set(
        id,
        indexes.flatMap((index) => allProperties[index - 1] ?? []),
      );
    }
  }
  return found;
}

function readReferences(meta: Buffer): HeifReference[] {
  const body = boxIn(meta, 'iref');
  if (!body) return [];
  const idBytes = versionOf(body) === 0 ? 2 : 4;
  return [...boxesIn(body.subarray(FULL_BOX_BYTES))].map((box) => {
    const reader = new NumberReader(box.body);
    const from = reader.next(idBytes);
    const to = Array.from({ length: Math.min(reader.next(2), MAX_COUNT) }, () => reader.next(idBytes));
    return { type: box.type, from, to };
  });
}

interface Location {
  readonly isInMeta: boolean;
  readonly offset: number;
  readonly length: number;
}

function readLocation(meta: Buffer, itemId: number): Location | undefined {
  const body = boxIn(meta, 'iloc');
  if (!body) return undefined;
  const version = versionOf(body);
  const reader = contentsOf(body);
  const [sizes, moreSizes] = [reader.next(1), reader.next(1)];
  const [offsetSize, lengthSize, baseSize] = [sizes >> 4, sizes & 15, moreSizes >> 4];
  const indexSize = version > 0 ? moreSizes & 15 : 0;
  const count = Math.min(reader.next(version < 2 ? 2 : 4), MAX_COUNT);
  for (let entry = 0; entry < count && !reader.isAtEnd; entry++) {
    const id = reader.next(version < 2 ? 2 : 4);
    const method = version > 0 ? reader.next(2) & 15 : 0;
    reader.next(2);
    const base = reader.next(baseSize);
    const extents = Array.from({ length: Math.min(reader.next(2), MAX_COUNT) }, () => {
      reader.next(indexSize);
      return { offset: base + reader.next(offsetSize), length: reader.next(lengthSize) };
    });
    const [extent, ...more] = extents;
    if (id === itemId) return extent && more.length === 0 ? { isInMeta: method === 1, ...extent } : undefined;
  }
  return undefined;
}
