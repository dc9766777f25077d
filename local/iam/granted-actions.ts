import type { RoleDeclaration } from '../../plan/topology/policies';

/** One action that one statement of a role allows. */
export interface GrantedAction {
  readonly role: string;
  /** `Sid`, or position from 1. */
  readonly statement: string;
  readonly action: string;
}

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
}

/** All actions that roles are allowed. */
export const grantedActions = (roles: readonly RoleDeclaration[]): GrantedAction[] =>
  roles.flatMap((role) =>
    role.policies.flatMap(({ policy }) =>
      statementsOf(policy).flatMap(({ Sid, Effect, Action = [] }, index) =>
        Effect !== 'Allow'
          ? []
          : [Action]
              .flat()
              .map((action) => ({ role: role.name, statement: Sid ?? String(index + 1), action })),
      ),
    ),
  );

const statementsOf = ({ Statement: statements }: Readonly<Record<string, unknown>>): Statement[] =>
  [statements].flat() as Statement[];
