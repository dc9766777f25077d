import pLimit from 'p-limit';
import type { Darkroom } from '../connection/connection';
import {
  checkImage,
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  isTooYoung,
  type Patience,
} from './check-image';
import { type ListedImage, listImages, type Place } from './stored-images';

export interface ReconcileOptions extends Omit<Patience, 'now'> {
  readonly fix: boolean;
  /** Where an earlier run was interrupted. */
  readonly from?: Place;
  readonly onFinding: (finding: Finding, fixed?: string) => void;
  /** Called regularly with a place from which a later run can continue. */
  readonly onProgress: (place: Place, images: number) => void;
}

export interface ReconcileReport {
  readonly images: number;
  readonly found: Readonly<Record<FindingKind, number>>;
  readonly fixed: number;
  /** Originals without a record that are younger than the grace period. */
  readonly young: number;
}

/** Images compared concurrently: enough to keep a connection busy, too few to be throttled. */
const CONCURRENCY = 8;
/** Images between two calls of `onProgress`. */
const GROUP = 64;

/** Compares bucket, table and previews image by image, in little memory. With `fix`, fixes each finding. */
export async function reconcile(darkroom: Darkroom, options: ReconcileOptions): Promise<ReconcileReport> {
  const found = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as Record<FindingKind, number>;
  let [images, fixed, young] = [0, 0, 0];
  // Loaded only with --fix: recording a deletion imports the code that processes images, and with it sharp.
  const fix = options.fix ? (await import('./fix-finding')).fixFinding : undefined;
  const limit = pLimit(CONCURRENCY);
  for await (const group of groups(listImages(darkroom, options.from))) {
    const results = await Promise.all(group.map((image) => limit(() => compare(image, options))));
    const compared = results.filter((result) => result !== undefined);
    young += compared.filter(({ isYoung }) => isYoung).length;
    for (const finding of compared.flatMap(({ findings }) => findings)) {
      found[finding.kind] += 1;
      const done = await fix?.(finding, darkroom);
      if (done) fixed += 1;
      options.onFinding(finding, done);
    }
    images += compared.length;
    const last = group.at(-1);
    if (last) options.onProgress({ phase: last.phase, position: last.position }, images);
  }
  return { images, found, fixed, young };
}

interface Compared {
  readonly findings: readonly Finding[];
  readonly isYoung: boolean;
}

/** @returns undefined when an earlier phase has compared the image */
async function compare(listed: ListedImage, options: ReconcileOptions): Promise<Compared | undefined> {
  const image = await listed.load();
  if (!image) return undefined;
  const patience = { ...options, now: Date.now() };
  return { findings: checkImage(image, patience), isYoung: isTooYoung(image, patience) };
}

/** Groups of images of one phase. */
async function* groups(images: AsyncIterable<ListedImage>): AsyncGenerator<ListedImage[]> {
  let group: ListedImage[] = [];
  for await (const image of images) {
    const isNextPhase = group[0] && group[0].phase !== image.phase;
    if (group.length === GROUP || isNextPhase) {
      yield group;
      group = [];
    }
    group.push(image);
  }
  if (group.length > 0) yield group;
}
