import type { Topology } from '../../plan/topology/topology';
import type { ActivityLog } from '../foundation/activity-log';
import type { EndedInvocation, FunctionHost } from '../functions/function-host';
import { FunctionWatch } from '../functions/function-watch';
import type { LoggedProblem } from '../functions/logged-problem';
import { prepareFunctions } from '../functions/prepare-functions';
import type { AccountServices } from './account-services';

/**
 * Maximum number of processes for a function without a queue. Such a function mostly waits, for example for another
 * function, and other requests must not wait for that.
 */
const WAITING_PROCESSES = 16;

export interface StartFunctionsOptions {
  readonly topology: Topology;
  readonly account: Pick<AccountServices, 'authorizer' | 'monitoring'>;
  /** Folder for the unpacked packages. */
  readonly scratch: string;
  /** Maximum number of processes for each function. */
  readonly functionProcesses: number;
  readonly log: ActivityLog;
  /** Called after each invocation of a function. */
  readonly onInvocation?: (ended: EndedInvocation) => void;
  /** Called with each error in a function's log. */
  readonly onLoggedProblem?: (problem: LoggedProblem) => void;
}

/** The declared functions, their logs and the outcomes of their invocations. */
export interface Functions {
  readonly watch: FunctionWatch;
  /** By the function's name. */
  readonly hosts: ReadonlyMap<string, FunctionHost>;
  hostOf(functionArn: string): FunctionHost | undefined;
}

export async function startFunctions(options: StartFunctionsOptions): Promise<Functions> {
  const { topology, scratch, functionProcesses, log, onInvocation, onLoggedProblem } = options;
  const { authorizer, monitoring } = options.account;
  const { functions, eventSourceMappings, place } = topology;
  const watch = new FunctionWatch({
    functions,
    authorizer,
    monitoring,
    account: place,
    log,
    ...(onLoggedProblem && { onLoggedProblem }),
  });
  const hosts = await prepareFunctions(functions, {
    place,
    scratch,
    maxProcesses: ({ arn }) =>
      eventSourceMappings.some(({ functionArn }) => functionArn === arn)
        ? functionProcesses
        : Math.max(functionProcesses, WAITING_PROCESSES),
    log: watch.log,
    onInvocation: (ended) => {
      watch.ended(ended);
      onInvocation?.(ended);
    },
  });
  const nameOf = (wanted: string) => functions.find(({ arn }) => arn === wanted)?.name ?? '';
  return { watch, hosts, hostOf: (arn) => hosts.get(nameOf(arn)) };
}
