import { credentialScopeOf } from '../gateway/service-of';
import type { S3Access } from '../s3/access';
import type { S3Request } from '../s3/s3-request';
import type { Authorizer } from './authorizer';
import type { RequestedAction } from './requested-action';
import { existenceAction, removalAction, s3Actions } from './s3-actions';

/** Lets IAM decide what the roles may do to objects. A presigned URL is its signer's request. */
export function s3Access(authorizer: Authorizer): S3Access {
  const refusalOf = async ({ incoming }: S3Request, asked: readonly RequestedAction[]) => {
    const scope = credentialScopeOf({ headers: incoming.headers, url: incoming.url ?? '/' });
    const role = authorizer.roleOf(scope?.accessKeyId);
    return role && (await authorizer.decide(role, asked))?.message;
  };
  return {
    toRequest: (request) => refusalOf(request, s3Actions(request)),
    toRemove: (request, { bucket, key, versionId }) =>
      refusalOf(request, [removalAction(bucket, key, versionId)]),
    toKnowMissing: (request) => refusalOf(request, [existenceAction(request.bucket ?? '')]),
  };
}
