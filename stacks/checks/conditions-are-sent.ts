import type { Plan } from '../../plan/plan';
import { conditionKeysSent } from '../../plan/service-condition-keys';
import { type AllowedStatement, allStatements } from '../../plan/statements';

/**
 * Finds policies that admit a service under a condition on a key that the service does not send. AWS would refuse every
 * request of the service, without an error at deployment.
 */
export function conditionsAreSent(plan: Plan): string[] {
  return allStatements(plan).flatMap((statement) =>
    statement.services.flatMap((service) =>
      statement.actions.flatMap((action) => problems(statement, service, action)),
    ),
  );
}

function problems(statement: AllowedStatement, service: string, action: string): string[] {
  const { policy, sid, conditionKeys } = statement;
  if (conditionKeys.length === 0) return [];
  const sent = conditionKeysSent(service, action);
  const where = `${policy.address}${sid && ` (${sid})`}`;
  if (!sent) {
    return [
      `${where} admits ${service} to ${action} under a condition, and it is not known which condition keys it sends. Look it up in the documentation of AWS and add it to plan/service-condition-keys.ts.`,
    ];
  }
  return conditionKeys
    .filter((key) => !sent.some((each) => each.toLowerCase() === key.toLowerCase()))
    .map(
      (key) =>
        `${where} admits ${service} to ${action} under a condition on ${key}, which it does not send, so AWS would refuse all its requests. Remove the condition${sent.length > 0 ? `, or use ${sent.join(' and ')}` : ''}.`,
    );
}
