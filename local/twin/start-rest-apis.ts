import { randomUUID } from 'node:crypto';
import type { Topology } from '../../plan/topology/topology';
import { RestApi } from '../api/rest-api';
import type { FunctionHost } from '../functions/function-host';
import type { AccountServices } from './account-services';

/** Creates the declared REST APIs, which invoke the running functions. */
export function startRestApis(
  { restApis, functions, place }: Topology,
  hosts: ReadonlyMap<string, FunctionHost>,
  { authorizer, monitoring }: AccountServices,
): RestApi[] {
  return restApis.map(
    (declaration) =>
      new RestApi({
        declaration,
        accountId: place.accountId,
        invoke: async (functionArn, event) => {
          const name = functions.find(({ arn }) => arn === functionArn)?.name;
          const host = hosts.get(name ?? '');
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
