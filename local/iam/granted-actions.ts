import { policyStatements } from '../../plan/policy-statements';
import type { RoleDeclaration } from '../../plan/topology/policies';

/** One action that one statement of a role allows. */
export interface GrantedAction {
  readonly role: string;
  /** `Sid`, or position from 1. */
  readonly statement: string;
  readonly action: string;
}

/** All actions that roles are allowed. */
export const grantedActions = (roles: readonly RoleDeclaration[]): GrantedAction[] =>
  roles.flatMap((role) =>
    role.policies.flatMap(({ policy }) =>
      policyStatements(policy).flatMap(({ sid, effect, actions }, index) =>
        effect === 'Allow'
          ? actions.map((action) => ({ role: role.name, statement: sid || String(index + 1), action }))
          : [],
      ),
    ),
  );
