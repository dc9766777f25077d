import type { PolicyDocument } from '../../plan/topology/policies';
import { wildcard } from '../foundation/wildcard';
import { type PolicyDecision, type PolicyRequest, simulate } from './simulate';

/** Decisions that are kept. A photo needs about forty, nearly all of them the same as for every other photo. */
const MAX_DECISIONS = 10_000;
/** Resources with other characters are decided one by one. */
const PLAIN_RESOURCE = /^[\w:/.@+=, -]+$/;

/**
 * Decides as `simulate` does, and keeps the decisions, because policies do not change while a twin runs. Two resources
 * get the same decision if each pattern of the policies matches both or neither: a policy tests a resource only by
 * patterns.
 */
export class Decisions {
  private readonly decisions = new Map<string, Promise<PolicyDecision>>();
  private readonly patterns = new Map<PolicyDocument, readonly RegExp[] | undefined>();

  constructor(private readonly simulateOne: typeof simulate = simulate) {}

  decide(request: PolicyRequest): Promise<PolicyDecision> {
    const { principal, action, context = {} } = request;
    const key = JSON.stringify([principal, action, this.kindOf(request), context]);
    const known = this.decisions.get(key);
    if (known) return known;
    if (this.decisions.size >= MAX_DECISIONS) this.decisions.clear();
    const decision = this.simulateOne(request);
    this.decisions.set(key, decision);
    return decision;
  }

  /** The owner of a resource, its number of parts and the patterns that match it; or the resource itself. */
  private kindOf({ resource, identityPolicies, resourcePolicy }: PolicyRequest): string {
    if (!PLAIN_RESOURCE.test(resource)) return resource;
    const policies = identityPolicies.map(({ policy }) => policy);
    if (resourcePolicy) policies.push(resourcePolicy);
    // The number of parts shows the type of a resource: a bucket or an object, a table or an index.
    const [owner = '', ...parts] = resource.split('/');
    let kind = `${owner}/${parts.length}/`;
    for (const policy of policies) {
      const patterns = this.patternsOf(policy);
      if (!patterns) return resource;
      for (const pattern of patterns) kind += pattern.test(resource) ? '1' : '0';
    }
    return kind;
  }

  private patternsOf(policy: PolicyDocument): readonly RegExp[] | undefined {
    if (!this.patterns.has(policy)) this.patterns.set(policy, patternsIn(policy));
    return this.patterns.get(policy);
  }
}

/** The resources that a policy names; undefined when they depend on variables of the request. */
function patternsIn({ Statement }: PolicyDocument): readonly RegExp[] | undefined {
  const named = [Statement].flat().flatMap((statement) => {
    const { Resource = [], NotResource = [] } = statement as Record<string, string | string[]>;
    return [Resource, NotResource].flat();
  });
  return named.some((pattern) => pattern.includes('${'))
    ? undefined
    : named.map((pattern) => wildcard(pattern));
}
