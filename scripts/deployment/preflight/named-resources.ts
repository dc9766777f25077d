import { AppliedPlan, type AppliedResource } from '../../../plan/applied-plan';
import type { Plan } from '../../../plan/plan';
import type { Account } from '../account';
import { LOOKUPS, type NameSituation } from './lookups';

/** A resource whose name is unique in the account or region or, for a bucket, globally. */
export interface NamedResource {
  /** Terraform's type. */
  readonly type: string;
  readonly name: string;
  situation(): Promise<NameSituation>;
}

/** The resources of a plan whose names can be in use. */
export function namedResources(plan: Plan, account: Account): NamedResource[] {
  const place = { accountId: account.id, region: account.region, endpoint: '', apiUrl: '' };
  const applied = new AppliedPlan(plan, place);
  return Object.entries(LOOKUPS).flatMap(([type, { attribute, look }]) =>
    applied
      .resources(type)
      .filter((resource) => !isPartOfANamedBus(resource))
      .map(({ attributes, region = account.region }) => {
        const name = String(attributes[attribute]);
        const there = region === account.region ? account : account.inRegion(region);
        return { type, name, situation: () => look(name, there) };
      }),
  );
}

/** A rule of another than the default bus exists only with its bus, which is looked up separately. */
const isPartOfANamedBus = ({ attributes }: AppliedResource): boolean =>
  attributes.event_bus_name !== undefined;
