import type { TerraformStack } from 'cdktf';
import type { Plan } from '../../plan/plan';
import { planOfStacks } from '../../plan/plan-of-stacks';
import { alarmsCanFire } from './alarms-can-fire';
import { alarmsNameTheirPage } from './alarms-name-their-page';
import { conditionsAreSent } from './conditions-are-sent';
import { deadLettersAreSeen } from './dead-letters-are-seen';
import { encryptionKeysCanBeUsed } from './encryption-keys-can-be-used';
import { environmentsFitFunctions } from './environments-fit-functions';
import { environmentsHaveRoom } from './environments-have-room';
import { indexThrottlesAreSeen } from './index-throttles-are-seen';
import { leastPrivilege } from './least-privilege';
import { lifecyclesMatchPrefixes } from './lifecycles-match-prefixes';
import { metricsAreKept } from './metrics-are-kept';
import { noEventLoops } from './no-event-loops';
import { oneNotificationABucket } from './one-notification-a-bucket';
import { outputsTriggerNothing } from './outputs-trigger-nothing';
import { queuesOutlastFunctions } from './queues-outlast-functions';
import { widgetsShowSomething } from './widgets-show-something';

/** Checks a whole plan. Returns a message for each mistake: where it is, why it matters, and how to fix it. */
export type SynthCheck = (plan: Plan) => string[];

/** Every check that `synth` runs. */
export const SYNTH_CHECKS: readonly SynthCheck[] = [
  noEventLoops,
  oneNotificationABucket,
  outputsTriggerNothing,
  queuesOutlastFunctions,
  deadLettersAreSeen,
  alarmsCanFire,
  alarmsNameTheirPage,
  indexThrottlesAreSeen,
  metricsAreKept,
  widgetsShowSomething,
  leastPrivilege,
  conditionsAreSent,
  encryptionKeysCanBeUsed,
  environmentsFitFunctions,
  environmentsHaveRoom,
  lifecyclesMatchPrefixes,
];

/**
 * Makes synthesis fail if there is a mistake in any of these stacks. Event loops and metrics cross stacks, so all
 * stacks are checked together, when the last one is synthesized.
 */
export function addSynthChecks(stacks: readonly TerraformStack[]): void {
  stacks.at(-1)?.node.addValidation({
    validate: () => {
      const plan = planOfStacks(stacks);
      return SYNTH_CHECKS.flatMap((check) => check(plan));
    },
  });
}
