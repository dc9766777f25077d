import { readFileSync } from 'node:fs';
import { bundleLambdas } from '../../../bundle/bundle-lambdas';
import { listArchive } from '../../../bundle/reproducible-zip';
import type { Finding } from '../report/finding';
import { MEGABYTE, megabytes } from '../report/numbers';

const GOAL_MB = 9.5;
const LISTED = 5;

const HOW = `The zip for linux-arm64, which Lambda downloads and unpacks at a cold start, and the compressed sizes of its
largest files. Nearly all of it is libvips.`;

export async function measure(): Promise<Finding> {
  const { processImage } = await bundleLambdas({ target: 'lambda' });
  const zip = readFileSync(processImage);
  const largest = listArchive(zip)
    .toSorted((one, other) => other.compressedSize - one.compressedSize)
    .slice(0, LISTED);
  return {
    how: HOW,
    tables: [
      {
        columns: ['', 'packed'],
        rows: [
          ['process-image.zip', megabytes(zip.length)],
          ...largest.map(({ path, compressedSize }) => [`\`${path}\``, megabytes(compressedSize)]),
        ],
      },
    ],
    goals: [{ what: "The processor's zip", reached: zip.length / MEGABYTE, limit: GOAL_MB, unit: ' MB' }],
  };
}
