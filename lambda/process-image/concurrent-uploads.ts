/**
 * Uploads of one batch at work at the same time: all of them. What overlaps is their waiting for AWS, while each vCPU
 * renders one after the other. So 4 get twice as much done as one at a time, and 2 half as much again.
 */
export const CONCURRENT_UPLOADS = 4;
