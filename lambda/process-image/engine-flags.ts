import { setFlagsFromString } from 'node:v8';

/**
 * Each photo leaves 10 MB of buffers behind, outside of V8's heap. V8 takes that for a heap that grows, and marks it
 * little by little beside the work, once for nearly every photo: a sixth of the CPU that an upload took. The heap has
 * but 11 MB, which are marked in 5 ms when it is done at once and only when there is need.
 */
setFlagsFromString('--no-incremental-marking');

/**
 * A photo takes a little of very many functions: V8 would optimize two or three of them for each photo, and throw some
 * away again with each collection, which costs all that it gains. Only what has run through a megabyte of its bytecode,
 * not 132 kB, is worth it: a thirtieth of an upload's CPU.
 */
setFlagsFromString('--interrupt-budget=1000000');
