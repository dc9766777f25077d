/** What to do about an error of a function, by words of its message. */
const CURES: readonly (readonly [RegExp, string])[] = [
  [
    /access ?denied|not authorized|not authorised/i,
    'A permission is missing, and no retry passes. See what differs from the code: npx cdktf diff storage pipeline',
  ],
  [
    /throttl|too many requests|rate exceeded|slow ?down|throughput/i,
    'AWS limited the rate. Attempts are repeated, and this ends by itself. If it does not, lower MAX_CONCURRENCY or see docs/scale.md.',
  ],
  [
    /no such bucket|not found|does not exist|non-existent/i,
    'A resource is missing. Deploy again: npx cdktf deploy storage pipeline',
  ],
  [
    /not JSON|neither an S3|another bucket|outside uploads|not URL-encoded/i,
    'Discard what no attempt can read: npm run images -- redrive --discard-malformed',
  ],
  [
    /timed out|too little time/i,
    'Photos take longer than the function has. Lower MAX_IMAGE_PIXELS, or give the function more memory.',
  ],
  [
    /process of the function ended|out ?of ?memory|SIGKILL/i,
    'The process ended, most likely for lack of memory. Lower MAX_IMAGE_PIXELS, or give the function more memory.',
  ],
  [/another attempt|claim/i, 'Two attempts met at one upload. One of them finishes; this ends by itself.'],
];

export const cureOfError = (cause: string): string =>
  CURES.find(([words]) => words.test(cause))?.[1] ?? 'Read the whole line in the log of the function.';
