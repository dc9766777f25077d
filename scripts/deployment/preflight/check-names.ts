import { Plan } from '../../../plan/plan';
import type { Settings } from '../../../stacks/settings';
import { counted } from '../../cli/quantities';
import { synthesizedPlan } from '../../cli/synthesized-plan';
import type { Account } from '../account';
import { type Finding, failed, ok } from './finding';
import { knownToTerraform, nameKey } from './known-to-terraform';
import type { NameSituation } from './lookups';
import { namedResources } from './named-resources';

const CHECK = 'names';

interface Name {
  readonly type: string;
  readonly name: string;
  readonly situation: NameSituation;
}

/** Checks that each name is free, or belongs to this environment according to its Terraform state. */
export async function checkNames(settings: Settings, account: Account): Promise<Finding> {
  // Excludes the stack of the state bucket, which has its own check.
  const stacks = synthesizedPlan(settings).stacks.filter(({ json }) => json.terraform?.backend?.s3);
  const known = await knownToTerraform(stacks, account.s3);
  const names = await Promise.all(
    namedResources(new Plan(stacks), account).map(
      async (resource): Promise<Name> => ({ ...resource, situation: await resource.situation() }),
    ),
  );
  const conflicts = names.filter(
    ({ type, name, situation }) => situation !== 'free' && !known.has(nameKey(type, name)),
  );
  const elsewhere = names.find(({ situation }) => typeof situation === 'object');
  if (elsewhere) return failed(CHECK, otherRegionSentence(elsewhere, settings));
  if (conflicts.length > 0) return failed(CHECK, conflictSentence(conflicts, settings));
  const free = names.filter(({ situation }) => situation === 'free').length;
  return ok(CHECK, `${counted(names.length - free, 'name')} already deployed, ${free} free.`);
}

function otherRegionSentence({ name, situation }: Name, settings: Settings): string {
  const region = typeof situation === 'object' ? situation.elsewhere : '';
  return `${name} is in ${region}, and an environment cannot span regions: set AWS_REGION=${region}, or another ENVIRONMENT_SUFFIX for ${settings.AWS_REGION}.`;
}

function conflictSentence(conflicts: readonly Name[], { ENVIRONMENT_SUFFIX }: Settings): string {
  const list = conflicts
    .map(({ name, situation }) => (situation === 'refused' ? `${name} (another account's)` : name))
    .join(', ');
  const [exist, them] = conflicts.length === 1 ? ['exists', 'it'] : ['exist', 'them'];
  return `${list} ${exist}, but not in the Terraform state of ${ENVIRONMENT_SUFFIX}: set another ENVIRONMENT_SUFFIX, or import ${them} with terraform import.`;
}
