/**
 * Uploads of a batch that are processed at the same time: all of them. Only their waiting for AWS overlaps, since
 * each vCPU renders one photo after the other. 4 at a time have 2 times the throughput of one, 2 have 1.5 times.
 */
export const CONCURRENT_UPLOADS = 4;
