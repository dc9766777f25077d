import type { AwsCall } from '../../../scripts/chaos/aws-call';
import { DeliveryPlan } from '../../../scripts/chaos/delivery-plan';
import { FaultPlan } from '../../../scripts/chaos/fault-plan';
import { planUploads } from '../../../scripts/chaos/upload-plan';

const call = (operation: string, image: number): AwsCall => ({
  caller: 'role.image-processor',
  service: 's3',
  operation,
  imageId: `image-${image}`,
});

const CALLS = ['GetObject', 'PutObject', 'UpdateItem', 'PutItem', 'PutEvents'].flatMap((operation) =>
  Array.from({ length: 2000 }, (_, image) => call(operation, image)),
);

const fates = (plan: FaultPlan, calls: readonly AwsCall[]): Map<AwsCall, unknown> =>
  new Map(calls.map((each) => [each, plan.faultOf(each)]));

describe('the plan of a seed', () => {
  it('has the same fault for the same call in every run, in any order', () => {
    const forward = fates(new FaultPlan(7), CALLS);
    const backward = fates(new FaultPlan(7), CALLS.toReversed());
    for (const each of CALLS) expect(backward.get(each)).toEqual(forward.get(each));
  });

  it('has other faults for another seed, and for the next call of the same kind', () => {
    const [first, second] = [new FaultPlan(7), new FaultPlan(8)];
    const again = fates(first, CALLS);
    expect([...fates(first, CALLS).values()]).not.toEqual([...again.values()]);
    expect([...fates(second, CALLS).values()]).not.toEqual([...again.values()]);
  });

  it('includes every kind of fault, and few faults per call', () => {
    const plan = new FaultPlan(7);
    const faults = CALLS.flatMap((each) => plan.faultOf(each)?.kind ?? []);
    expect(new Set(faults)).toEqual(
      new Set([
        'throttled',
        'unavailable',
        'reset-before',
        'reset-after',
        'cut-response',
        'slow',
        'silence',
        'kill-before',
        'kill-after',
        'entry-refused',
      ]),
    );
    expect(faults.length).toBeLessThan(CALLS.length / 5);
  });

  it('includes every anomaly of delivery', () => {
    const plan = new DeliveryPlan(7);
    const moments = ['send', 'receive', 'acknowledge'] as const;
    const kinds = moments.flatMap((moment) =>
      Array.from({ length: 2000 }, (_, message) => plan.deliveryAt(moment, `m-${message}`)?.kind),
    );
    expect(new Set(kinds)).toEqual(
      new Set([undefined, 'late', 'sent-twice', 'handed-out-twice', 'acknowledgement-lost']),
    );
  });

  it('has the requested number of uploads, with damaged files, overwrites and removals', () => {
    const plan = planUploads(7, 500);
    const steps = plan.flatMap((key) => key.steps);
    const uploads = steps.flatMap((step) => (step.kind === 'upload' ? [step.file] : []));
    expect(uploads).toHaveLength(500);
    expect(new Set(plan.map(({ key }) => key)).size).toBe(plan.length);
    expect(new Set(uploads.map(({ damage }) => damage))).toEqual(
      new Set([undefined, 'no-photo', 'empty', 'cut-off', 'bomb']),
    );
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(
      new Set(['upload', 'delete', 'remove-old-version', 'remove-newest']),
    );
  });
});
