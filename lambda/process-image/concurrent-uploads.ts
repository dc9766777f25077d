/**
 * Uploads of a batch that are processed concurrently: all of them. Only the time that they wait for AWS overlaps,
 * because each vCPU renders one photo at a time. Measured: 4 uploads have 2 times the throughput of one, and 2 have
 * 1.5 times.
 */
export const CONCURRENT_UPLOADS = 4;
