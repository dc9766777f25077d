import { getGrantReasons, runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { PolicyDocument } from '../../plan/topology/policies';
import type { RequestedAction } from './requested-action';

export interface PolicyRequest extends RequestedAction {
  /** ARN of a role, or the name of a service. */
  readonly principal: string;
  readonly accountId: string;
  readonly identityPolicies: readonly { readonly name: string; readonly policy: PolicyDocument }[];
  readonly resourcePolicy?: PolicyDocument | undefined;
}

export type PolicyDecision =
  | {
      readonly allowed: true;
      /** `Sid`s, or positions, of the identity statements that allow it. */
      readonly statements: readonly string[];
    }
  | { readonly allowed: false; readonly explicitly: boolean };

/**
 * Decides as IAM does, in about a third of a millisecond.
 * @throws Error naming the defect of a policy, or an action that AWS does not have
 */
export async function simulate(policyRequest: PolicyRequest): Promise<PolicyDecision> {
  const {
    principal,
    action,
    resource,
    context = {},
    accountId,
    identityPolicies,
    resourcePolicy,
  } = policyRequest;
  const simulation: Simulation = {
    request: {
      principal,
      action,
      // The simulator would treat a star in a key as a wildcard for many resources.
      resource: {
        resource: resource === '*' ? resource : onOneLine(resource).replaceAll('*', '_'),
        accountId,
      },
      contextVariables: withGlobalKeys(context),
    },
    identityPolicies: [...identityPolicies],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy && { resourcePolicy }),
  };
  const outcome = await runSimulation(simulation, {});
  if (outcome.resultType === 'error') {
    throw new Error(`IAM cannot decide ${action} on ${resource}: ${JSON.stringify(outcome.errors)}`);
  }
  if (outcome.overallResult !== 'Allowed') {
    return { allowed: false, explicitly: outcome.overallResult === 'ExplicitlyDenied' };
  }
  const analyses = outcome.resultType === 'single' ? [outcome.result] : outcome.results;
  const grants = analyses.flatMap(({ analysis }) => getGrantReasons(analysis));
  return {
    allowed: true,
    statements: grants.flatMap((grant) =>
      grant.policyType === 'identity' ? [grant.statementId ?? String(grant.statementIndex)] : [],
    ),
  };
}

/** Unlike IAM's wildcards, those of the simulator do not match line breaks, which keys may contain. */
const onOneLine = (text: string): string => text.replaceAll(/[\n\r\u2028\u2029]/g, '_');

/** Requests to the twin never leave the machine, and count as encrypted in transit. */
const withGlobalKeys = (
  context: NonNullable<RequestedAction['context']>,
): Record<string, string | string[]> => ({
  'aws:SecureTransport': 'true',
  ...Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      typeof value === 'string' ? onOneLine(value) : value.map(onOneLine),
    ]),
  ),
});
