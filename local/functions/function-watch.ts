import type { FunctionDeclaration } from '../../plan/topology/functions';
import type { ActivityLog } from '../foundation/activity-log';
import type { Authorizer } from '../iam/authorizer';
import { loggingActions, tracingActions } from '../iam/implicit-actions';
import type { Account, RequestedAction } from '../iam/requested-action';
import type { Monitoring } from '../monitoring/monitoring';
import { FailureCauses } from './failure-causes';
import type { EndedInvocation } from './function-host';
import { FunctionLogs } from './function-logs';
import { type LoggedProblem, loggedProblem } from './logged-problem';

export interface FunctionWatchOptions {
  readonly functions: readonly FunctionDeclaration[];
  readonly authorizer: Authorizer;
  readonly monitoring: Monitoring;
  readonly account: Account;
  readonly log: ActivityLog;
  /** Called with each error in a function's log. */
  readonly onLoggedProblem?: (problem: LoggedProblem) => void;
}

/** Records the functions' logs and the outcomes of their calls, as CloudWatch and X-Ray do. */
export class FunctionWatch {
  readonly causes = new FailureCauses();
  readonly logs = new FunctionLogs();
  private readonly seen = new Set<string>();

  constructor(private readonly options: FunctionWatchOptions) {}

  /** Takes every line a function writes. */
  get log(): ActivityLog {
    const { log, monitoring, account } = this.options;
    return {
      functionLine: (functionName, line) => {
        this.decideOnce('logs', functionName, (declaration) => loggingActions(declaration, account));
        monitoring.takeLine(line);
        this.keep(functionName, line);
        log.functionLine(functionName, line);
        this.notice(functionName, line);
      },
      problem: (sentence) => log.problem(sentence),
    };
  }

  ended(invocation: EndedInvocation): void {
    if (invocation.outcome !== 'ok') this.keep(invocation.functionName, platformLine(invocation));
    this.decideOnce('traces', invocation.functionName, tracingActions);
    this.options.monitoring.aws.invocationEnded({ ...invocation, failed: invocation.outcome !== 'ok' });
  }

  private keep(functionName: string, line: string): void {
    const declaration = this.options.functions.find(({ name }) => name === functionName);
    if (declaration) this.logs.add(declaration.logGroup, line);
  }

  private notice(functionName: string, line: string): void {
    const problem = loggedProblem(line);
    if (!problem) return;
    this.causes.take(problem);
    this.options.log.problem(`${functionName}: ${problem.sentence}`);
    this.options.onLoggedProblem?.(problem);
  }

  /** Decides once for each function: the decision does not change, and functions write many lines. */
  private decideOnce(
    purpose: string,
    functionName: string,
    actionsOf: (declaration: FunctionDeclaration) => RequestedAction[],
  ): void {
    const key = `${purpose} ${functionName}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const { functions, authorizer, log } = this.options;
    const declaration = functions.find(({ name }) => name === functionName);
    const role = authorizer.roles.find(({ arn }) => arn === declaration?.roleArn);
    if (!declaration || !role) return;
    authorizer.decide(role, actionsOf(declaration)).catch((error: unknown) => log.problem(String(error)));
  }
}

/** Lambda writes the end of a call to the log. Source: AWS Lambda Developer Guide, "Telemetry API event schema". */
const platformLine = ({ requestId, outcome, errorType }: EndedInvocation): string =>
  JSON.stringify({
    time: new Date().toISOString(),
    type: 'platform.report',
    record: { requestId, status: outcome, errorType },
  });
