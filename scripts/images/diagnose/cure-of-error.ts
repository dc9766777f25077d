/** The advice for an error of a function, by words in its message. */
const CURES: readonly (readonly [RegExp, string])[] = [
  [
    /access ?denied|not authorized|not authorised/i,
    'A permission is missing, so no retry succeeds. Compare the deployment with the code: npx cdktf diff storage pipeline',
  ],
  [
    /throttl|too many requests|rate exceeded|slow ?down|throughput/i,
    'AWS throttled a call. Attempts are retried, and this usually ends by itself. If not, lower MAX_CONCURRENCY or see docs/scale.md.',
  ],
  [
    /no such bucket|not found|does not exist|non-existent/i,
    'A resource is missing. Deploy again: npx cdktf deploy storage pipeline',
  ],
  [
    /not JSON|neither an S3|another bucket|outside uploads|not URL-encoded/i,
    'Discard the messages that no attempt can read: npm run images -- redrive --discard-malformed',
  ],
  [
    /timed out|too little time/i,
    'Photos take longer than the timeout of the function. Lower MAX_IMAGE_PIXELS, or give the function more memory.',
  ],
  [
    /process of the function ended|out ?of ?memory|SIGKILL/i,
    'The process ended, most likely for lack of memory. Lower MAX_IMAGE_PIXELS, or give the function more memory.',
  ],
  [
    /another attempt|claim/i,
    'Two attempts processed the same upload. One of them finishes; nothing needs to be done.',
  ],
];

export const cureOfError = (cause: string): string =>
  CURES.find(([words]) => words.test(cause))?.[1] ?? 'Read the whole line in the log of the function.';
