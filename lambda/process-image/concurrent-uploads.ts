/**
 * Uploads of one batch at work at the same time. On one vCPU the second one's download and uploads fit
 * into the first one's waiting; more of them only cost memory.
 */
export const CONCURRENT_UPLOADS = 2;
