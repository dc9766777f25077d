import { setTimeout as sleep } from 'node:timers/promises';
import { PermanentImageError, ServiceError } from '../../../lambda/domain/errors';
import { MemoryBudget } from '../../../lambda/domain/previews/memory-budget';

const PATIENT = 10_000;

/** Takes memory and notes in which order it was given. */
function taker(budget: MemoryBudget) {
  const begun: string[] = [];
  const take = async (name: string, bytes: number) => {
    const giveBack = await budget.take(bytes, PATIENT);
    begun.push(name);
    return giveBack;
  };
  return { begun, take };
}

describe('the memory that images share', () => {
  it('is given to those that fit side by side', async () => {
    const { begun, take } = taker(new MemoryBudget(100));
    await Promise.all([take('a', 60), take('b', 40)]);
    expect(begun).toEqual(['a', 'b']);
  });

  it('is given to no more images than there are places, however light', async () => {
    const { begun, take } = taker(new MemoryBudget(100, 1));
    const giveBack = await take('first', 1);
    const second = take('second', 1);
    await sleep(5);
    expect(begun).toEqual(['first']);
    giveBack();
    await second;
    expect(begun).toEqual(['first', 'second']);
  });

  it('makes a heavy image wait until there is room, and those after it wait for their turn', async () => {
    const { begun, take } = taker(new MemoryBudget(100));
    const giveBack = await take('first', 60);
    const heavy = take('heavy', 90);
    const light = take('light', 10);
    await sleep(5);
    expect(begun).toEqual(['first']);
    giveBack();
    await Promise.all([heavy, light]);
    expect(begun).toEqual(['first', 'heavy', 'light']);
  });

  it('is refused to an image that can never fit, with both figures, as the photo’s fault', async () => {
    const refusal = new MemoryBudget(100_000_000).take(250_000_001, PATIENT);
    await expect(refusal).rejects.toThrow(PermanentImageError);
    await expect(refusal).rejects.toMatchObject({ code: 'TOO_MANY_PIXELS' });
    await expect(refusal).rejects.toThrow(/about 251 MB of memory, and there are 100 MB/);
  });

  it('is not awaited longer than there is time, and the upload is retried', async () => {
    const budget = new MemoryBudget(100);
    const giveBack = await budget.take(100, PATIENT);
    await expect(budget.take(50, 5)).rejects.toThrow(ServiceError);
    const next = budget.take(100, PATIENT);
    giveBack();
    await expect(next).resolves.toBeInstanceOf(Function);
  });

  it('lets the next images proceed when one gives up waiting', async () => {
    const budget = new MemoryBudget(100);
    await budget.take(60, PATIENT);
    const heavy = budget.take(90, 5);
    const light = budget.take(40, PATIENT);
    await expect(heavy).rejects.toThrow(ServiceError);
    await expect(light).resolves.toBeInstanceOf(Function);
  });

  it.each([
    [512, 1],
    [1769, 1],
    [3538, 2],
  ])('has as many places as a function of %d MB has vCPUs: %d', async (memoryMb, vcpus) => {
    const { begun, take } = taker(MemoryBudget.ofFunction(memoryMb, 1, 1));
    const taken = ['a', 'b', 'c'].map((name) => take(name, 1));
    await sleep(5);
    expect(begun).toHaveLength(vcpus);
    for (const each of taken) {
      const giveBack = await each;
      giveBack();
    }
  });

  it('is the memory of a function without its own and that of the originals', () => {
    const small = MemoryBudget.ofFunction(1024, 2, 10_000_000);
    const large = MemoryBudget.ofFunction(2048, 2, 10_000_000);
    expect(small.bytes).toBeLessThan(1024 * 1024 * 1024 - 20_000_000);
    expect(large.bytes).toBeGreaterThan(2 * small.bytes);
    expect(MemoryBudget.ofFunction(1024, 2, 100_000_000).bytes).toBeLessThan(small.bytes);
    expect(MemoryBudget.ofFunction(128, 2, 100_000_000).bytes).toBe(0);
  });
});
