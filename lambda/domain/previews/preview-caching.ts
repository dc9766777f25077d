import { DAY_SECONDS } from '../days';

/** The longest time that HTTP caches are asked to keep anything. */
export const CACHE_SECONDS = 365 * DAY_SECONDS;

/** The key of a preview contains the object version, so its content never changes. */
export const PREVIEW_CACHE_CONTROL = `public, max-age=${CACHE_SECONDS}, immutable`;
