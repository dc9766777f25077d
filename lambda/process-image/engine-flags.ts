import { setFlagsFromString } from 'node:v8';

/**
 * Each photo leaves 10 MB of buffers behind, outside of V8's heap. V8 takes that for a heap that grows, and marks it
 * little by little beside the work, once for nearly every photo: a sixth of the CPU that an upload took with Node.js
 * 20, and still something for the first photos with 22. The heap has but 11 MB, which are marked in 5 ms when it is
 * done at once and only when there is need.
 */
const MARK_AT_ONCE = '--no-incremental-marking';

/**
 * A photo takes a little of very many functions: the V8 of Node.js 20 would optimize two or three of them for each photo,
 * and throw some away again with each collection, which costs all that it gains. Only what has run through a megabyte
 * of its bytecode, not 68 kB, is worth it: a thirtieth of an upload's CPU. Later ones decide otherwise, gain nothing by
 * such a limit, and complain of the flag.
 */
const OPTIMIZE_LATE = '--interrupt-budget=1000000';
const V8_OF_NODE_20 = '11.';

/** What pays for the work on photos, by the version of V8 as in `process.versions.v8`. */
export const engineFlags = (v8Version: string): string[] =>
  v8Version.startsWith(V8_OF_NODE_20) ? [MARK_AT_ONCE, OPTIMIZE_LATE] : [MARK_AT_ONCE];

for (const flag of engineFlags(process.versions.v8)) setFlagsFromString(flag);
