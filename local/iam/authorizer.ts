import { conditionKeysSent } from '../../plan/service-condition-keys';
import type { ResourcePolicies, RoleDeclaration } from '../../plan/topology/policies';
import { accessKeyIdOf } from '../foundation/credentials';
import { Decisions } from './decisions';
import { type GrantedAction, grantedActions } from './granted-actions';
import type { Account, RequestedAction } from './requested-action';

/** A call that IAM does not allow. */
export interface Denial {
  /** ARN of a role, or the name of a service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** In IAM's words. */
  readonly message: string;
}

/** The service that calls and the resource on whose behalf it calls, for the policies of resources. */
export interface ServiceCaller {
  /** E.g. `events.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
}

export interface AuthorizerOptions {
  readonly roles: readonly RoleDeclaration[];
  readonly resourcePolicies: ResourcePolicies;
  readonly account: Account;
  /** Called for each denied call. */
  readonly onDenied: (denial: Denial) => void;
}

const MAX_DENIALS = 1_000;

/**
 * Decides the calls of roles by their synthesized policies, and the calls of services by the policies of the resources.
 * A caller with any other key is the account's administrator.
 */
export class Authorizer {
  private readonly byKey: ReadonlyMap<string, RoleDeclaration>;
  private readonly decisions = new Decisions();
  private readonly used = new Set<string>();
  private refused: Denial[] = [];

  constructor(private readonly options: AuthorizerOptions) {
    this.byKey = new Map(options.roles.map((role) => [accessKeyIdOf(role.arn), role]));
  }

  get roles(): readonly RoleDeclaration[] {
    return this.options.roles;
  }

  /** The role that an access key id names; undefined for the administrator. */
  roleOf(accessKeyId: string | undefined): RoleDeclaration | undefined {
    return accessKeyId === undefined ? undefined : this.byKey.get(accessKeyId);
  }

  /** Decides whether a role may perform all actions, and counts allowed ones as used. Returns the first denial. */
  async decide(role: RoleDeclaration, asked: readonly RequestedAction[]): Promise<Denial | undefined> {
    const denial = await this.ask(role, asked);
    return denial && this.denied(denial);
  }

  /** The same without reporting the denial, for permissions that no caller asked for. */
  async ask(role: RoleDeclaration, asked: readonly RequestedAction[]): Promise<Denial | undefined> {
    for (const action of asked) {
      const denial = await this.decideOne(role, action);
      if (denial) return denial;
    }
    return undefined;
  }

  /** Whether a service may perform an action on a resource. A resource without a policy allows no service. */
  async decideService(caller: ServiceCaller, asked: RequestedAction): Promise<Denial | undefined> {
    const { service, sourceArn } = caller;
    const decision = await this.decisions.decide({
      ...asked,
      context: { ...this.keysOf(caller, asked.action), ...asked.context },
      principal: service,
      accountId: this.options.account.accountId,
      identityPolicies: [],
      resourcePolicy: this.policyOf(asked.resource),
    });
    if (decision.allowed) return undefined;
    const message = `${service} is not authorized to perform: ${asked.action} on resource: ${asked.resource} for ${sourceArn} because no resource-based policy allows it`;
    return this.denied({ principal: service, action: asked.action, resource: asked.resource, message });
  }

  /** The condition keys that a service sends. @throws Error if they are not known here */
  private keysOf({ service, sourceArn }: ServiceCaller, action: string): Record<string, string> {
    const sent = conditionKeysSent(service, action);
    if (!sent) throw new Error(`The condition keys that ${service} sends with ${action} are not known here`);
    const values = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': this.options.account.accountId };
    return Object.fromEntries(sent.map((key) => [key, values[key]]));
  }

  /** The calls that were denied, newest last. */
  get denials(): readonly Denial[] {
    return this.refused;
  }

  /** Actions that roles may perform and have not used so far. */
  unused(): GrantedAction[] {
    return grantedActions(this.options.roles).filter((granted) => !this.used.has(usageKey(granted)));
  }

  private async decideOne(role: RoleDeclaration, asked: RequestedAction): Promise<Denial | undefined> {
    const decision = await this.decisions.decide({
      ...asked,
      principal: role.arn,
      accountId: this.options.account.accountId,
      identityPolicies: role.policies,
      resourcePolicy: this.policyOf(asked.resource),
    });
    if (decision.allowed) {
      for (const statement of decision.statements) {
        this.used.add(usageKey({ role: role.name, statement, action: asked.action }));
      }
      return undefined;
    }
    const reason = decision.explicitly
      ? 'with an explicit deny in a policy'
      : `because no identity-based policy allows the ${asked.action} action`;
    const { action, resource } = asked;
    const message = `User: ${role.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
    return { principal: role.arn, action, resource, message };
  }

  private denied(denial: Denial): Denial {
    this.refused = [...this.refused.slice(1 - MAX_DENIALS), denial];
    this.options.onDenied(denial);
    return denial;
  }

  /** The policy of a bucket also applies to its objects. */
  private policyOf(resource: string) {
    const owner = resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;
    return this.options.resourcePolicies.get(owner);
  }
}

/** The names of IAM's actions are case-insensitive. */
const usageKey = ({ role, statement, action }: GrantedAction): string =>
  JSON.stringify([role, statement, action.toLowerCase()]);
