import pLimit from 'p-limit';
import type { Darkroom } from '../connection/connection';
import { checkImage, type Finding, type FindingKind, type Patience } from './check-image';
import { mend } from './mend';
import { type Stop, type WalkedImage, walkImages } from './stored-images';

export interface ReconcileOptions extends Omit<Patience, 'now'> {
  readonly fix: boolean;
  /** Where an earlier run was interrupted. */
  readonly from?: Stop;
  readonly onFinding: (finding: Finding, mended?: string) => void;
  /** Called now and then, with a place that a later run may go on from. */
  readonly onStop: (stop: Stop, images: number) => void;
}

export interface ReconcileReport {
  readonly images: number;
  readonly found: Readonly<Record<FindingKind, number>>;
  readonly mended: number;
}

/** Images compared at the same time: enough to keep a connection busy, not enough to be throttled. */
const CONCURRENCY = 8;
/** Images between two places that a later run may go on from. */
const STRIDE = 64;

/** Compares bucket, table and previews image by image, in little memory, and mends what it finds if asked. */
export async function reconcile(darkroom: Darkroom, options: ReconcileOptions): Promise<ReconcileReport> {
  const found = {
    unrecorded: 0,
    stuck: 0,
    'preview-missing': 0,
    'preview-orphaned': 0,
    'source-missing': 0,
  };
  let [images, mended] = [0, 0];
  const limit = pLimit(CONCURRENCY);
  for await (const stride of strides(walkImages(darkroom, options.from))) {
    const findings = await Promise.all(stride.map((image) => limit(() => findingsOf(image, options))));
    const compared = findings.filter((some) => some !== undefined);
    for (const finding of compared.flat()) {
      found[finding.kind] += 1;
      const done = options.fix ? await mend(finding, darkroom) : undefined;
      if (done) mended += 1;
      options.onFinding(finding, done);
    }
    images += compared.length;
    const last = stride.at(-1);
    if (last) options.onStop({ phase: last.phase, position: last.position }, images);
  }
  return { images, found, mended };
}

/** Nothing, when another phase of the walk has seen the image. */
async function findingsOf(walked: WalkedImage, options: ReconcileOptions): Promise<Finding[] | undefined> {
  const image = await walked.load();
  return image && checkImage(image, { ...options, now: Date.now() });
}

/** Groups of images of one phase. */
async function* strides(images: AsyncIterable<WalkedImage>): AsyncGenerator<WalkedImage[]> {
  let stride: WalkedImage[] = [];
  for await (const image of images) {
    const isNextPhase = stride[0] && stride[0].phase !== image.phase;
    if (stride.length === STRIDE || isNextPhase) {
      yield stride;
      stride = [];
    }
    stride.push(image);
  }
  if (stride.length > 0) yield stride;
}
