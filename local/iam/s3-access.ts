import { credentialScopeOf } from '../gateway/service-of';
import type { S3Access } from '../s3/access';
import type { S3Request } from '../s3/s3-request';
import type { Authorizer } from './authorizer';
import type { RequestedAction } from './requested-action';
import { existenceActions, removalAction, s3Actions } from './s3-actions';

/** Decides the roles' requests to S3 by IAM. A presigned URL counts as a request of its signer. */
export function s3Access(authorizer: Authorizer): S3Access {
  const callerOf = ({ incoming }: S3Request) => {
    const scope = credentialScopeOf({ headers: incoming.headers, url: incoming.url ?? '/' });
    return authorizer.roleOf(scope?.accessKeyId);
  };
  const refusalOf = async (request: S3Request, asked: readonly RequestedAction[]) => {
    const role = callerOf(request);
    return role && (await authorizer.decide(role, asked))?.message;
  };
  return {
    toRequest: (request) => refusalOf(request, s3Actions(request)),
    toRemove: (request, { bucket, key, versionId }) =>
      refusalOf(request, [removalAction(bucket, key, versionId)]),
    toKnowMissing: async (request) => {
      const asked = existenceActions(request.bucket ?? '', request.query.has('versionId'));
      if (!request.query.has('X-Amz-Credential')) return refusalOf(request, asked);
      // The holder of a presigned URL learns only that it does not work.
      const role = callerOf(request);
      return role && (await authorizer.ask(role, asked))?.message;
    },
  };
}
