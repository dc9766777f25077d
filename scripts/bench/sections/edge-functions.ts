import { formatCode, MAX_CODE_BYTES, metadataCode } from '../../../stacks/edge/edge-code';
import { REQUEST_EVENT, RESPONSE_EVENT } from '../photos/edge-events';
import type { Finding } from '../report/finding';
import { times } from '../report/numbers';
import type { Bench } from './section';

const CALLS = 500;
const ROUNDS = 200;
const QUICK_ROUNDS = 60;
const KILOBYTE = 1024;
/** CloudFront stops a function after about a millisecond. Source: its Developer Guide, "Compute utilization". */
const LIMIT = 2;

const PRESETS = { thumb: ['avif', 'webp', 'jpg'], card: ['webp', 'jpg'], full: ['avif', 'webp', 'jpg'] };

const HOW = `CloudFront gives a function its event as JSON and stops one that takes too long. Each function runs here with
the event of a browser: parsing and handling it, compared with parsing it only. The figures are the best of ${ROUNDS} short rounds
in turns. CloudFront's runtime differs from Node.js, so only the ratio is meaningful. Size is without comments, as deployed.`;

type Handler = (event: unknown) => unknown;

function timed(work: () => unknown): number {
  const start = process.hrtime.bigint();
  for (let call = 0; call < CALLS; call += 1) work();
  return Number(process.hrtime.bigint() - start);
}

/** The ratio of the function's time, without reading its event, to the time to read the event. */
function relativeTime(code: string, event: string, rounds: number): number {
  const handler = new Function(`${code}; return handler;`)() as Handler;
  let [reading, both] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    reading = Math.min(
      reading,
      timed(() => JSON.parse(event)),
    );
    both = Math.min(
      both,
      timed(() => handler(JSON.parse(event))),
    );
  }
  return (both - reading) / reading;
}

export async function measure({ quick, progress }: Bench): Promise<Finding> {
  progress('The functions of the CDN');
  const measured = [
    { name: 'chooses the format (viewer request)', code: formatCode(PRESETS), event: REQUEST_EVENT },
    { name: 'hides metadata (viewer response)', code: metadataCode(), event: RESPONSE_EVENT },
  ].map(({ name, code, event }) => ({
    name,
    bytes: Buffer.byteLength(code),
    ratio: relativeTime(code, JSON.stringify(event), quick ? QUICK_ROUNDS : ROUNDS),
  }));
  return {
    how: HOW,
    tables: [
      {
        columns: ['function', 'time, against reading its event', 'size'],
        rows: measured.map(({ name, ratio, bytes }) => [
          name,
          times(ratio),
          `${(bytes / KILOBYTE).toFixed(1)} of ${MAX_CODE_BYTES / KILOBYTE} kB`,
        ]),
      },
    ],
    goals: [
      {
        what: 'The slower function, against reading its event',
        reached: Math.max(...measured.map(({ ratio }) => ratio)),
        limit: LIMIT,
      },
    ],
  };
}
