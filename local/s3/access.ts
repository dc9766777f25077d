import type { S3Request } from './s3-request';

/** An object that DeleteObjects names. */
export interface NamedVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** Decides permissions. Each method returns the reason of a denial, and undefined when access is allowed. */
export interface S3Access {
  /** The request itself. The keys of DeleteObjects are decided by `toRemove`. */
  toRequest(request: S3Request): Promise<string | undefined>;
  /** One key of DeleteObjects. */
  toRemove(request: S3Request, version: NamedVersion): Promise<string | undefined>;
  /** Learning that an object does not exist, rather than that it is forbidden. */
  toKnowMissing(request: S3Request): Promise<string | undefined>;
}

const nothing = async (): Promise<undefined> => undefined;

/** Everybody may do everything. */
export const OPEN_ACCESS: S3Access = { toRequest: nothing, toRemove: nothing, toKnowMissing: nothing };
