import { randomUUID } from 'node:crypto';
import type { Topology } from '../../plan/topology/topology';
import { RestApi } from '../api/rest-api';
import type { AccountServices } from './account-services';
import type { Functions } from './start-functions';

/** Creates the declared REST APIs, which invoke the running functions. */
export function startRestApis(
  { restApis, place }: Topology,
  { hostOf }: Pick<Functions, 'hostOf'>,
  { authorizer, monitoring }: AccountServices,
): RestApi[] {
  return restApis.map(
    (declaration) =>
      new RestApi({
        declaration,
        accountId: place.accountId,
        invoke: async (functionArn, event) => {
          const host = hostOf(functionArn);
          if (host) return host.invoke(event);
          return { ok: false, error: { errorType: 'ResourceNotFound', errorMessage: `No ${functionArn}` } };
        },
        mayInvoke: async (functionArn, sourceArn) => {
          const caller = { service: 'apigateway.amazonaws.com', sourceArn };
          const asked = { action: 'lambda:InvokeFunction', resource: functionArn };
          return (await authorizer.decideService(caller, asked)) === undefined;
        },
        onAnswer: (status, latencyMs) =>
          monitoring.aws.requestAnswered({
            apiName: declaration.name,
            stage: declaration.stage,
            status,
            latencyMs,
          }),
        now: Date.now,
        newId: randomUUID,
      }),
  );
}
