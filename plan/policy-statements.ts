/** One statement of an IAM, resource or key policy, with its lists as lists. */
export interface PolicyStatement {
  /** Empty if the policy gives none. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Empty in a trust policy. */
  readonly resources: readonly string[];
  /** As written; absent in the policy of a role. */
  readonly principal: unknown;
  /** The services that the statement admits or denies. */
  readonly services: readonly string[];
  /** By operator and key, as written. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** The keys of all conditions, as written. */
  readonly conditionKeys: readonly string[];
}

interface JsonStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: string | { readonly Service?: string | readonly string[] };
  readonly Condition?: PolicyStatement['conditions'];
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

/** All statements of a policy, given as JSON text or as the parsed document. */
export function policyStatements(policy: unknown): PolicyStatement[] {
  const document = typeof policy === 'string' ? JSON.parse(policy) : policy;
  const { Statement: statements } = document as { Statement: JsonStatement | readonly JsonStatement[] };
  return [statements].flat().map((statement) => ({
    sid: statement.Sid ?? '',
    effect: statement.Effect,
    actions: [statement.Action ?? []].flat(),
    resources: [statement.Resource ?? []].flat(),
    principal: statement.Principal,
    services: typeof statement.Principal === 'object' ? [statement.Principal.Service ?? []].flat() : [],
    conditions: statement.Condition,
    conditionKeys: Object.values(statement.Condition ?? {}).flatMap((keys) => Object.keys(keys)),
  }));
}
