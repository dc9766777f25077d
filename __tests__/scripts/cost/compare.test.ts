import { compareFormats, compareMemory } from '../../../scripts/cost/bill/compare';
import { darkroomWith } from './planned-darkroom';

const workload = { uploadsPerDay: 1000, bytes: 4_000_000, readsPerDay: 0 };
const terms = { time: { workMs: 300, waitingMs: 150 }, region: 'us-east-1' };

describe('side by side', () => {
  it('sizes of memory trade time for money up to one core, and only money from there', () => {
    const found = compareMemory(darkroomWith(), workload, terms);
    const of = (name: string) => found.find((one) => one.name === name);
    expect(of('1024 MB')?.ms).toBeCloseTo(150 + 300 * (1769 / 1024));
    expect(of('3008 MB')?.ms).toBe(450);
    expect(of('3008 MB')?.lambda ?? 0).toBeGreaterThan(of('1769 MB')?.lambda ?? Infinity);
    expect(found.filter(({ isPlanned }) => isPlanned).map(({ name }) => name)).toEqual(['1769 MB']);
  });

  it('an unusual planned memory size is included', () => {
    const odd = darkroomWith({}, { aws_lambda_function: (fn) => ({ ...fn, memory_size: 1500 }) });
    expect(compareMemory(odd, workload, terms).map(({ name }) => name)).toContain('1500 MB');
  });

  it('formats start from the measured time of the planned one, and differ by the expected additional time', () => {
    const found = compareFormats(darkroomWith(), workload, terms);
    const ms = (name: string) => found.find((one) => one.name === name)?.ms ?? Number.NaN;
    expect(ms('webp')).toBeCloseTo(450);
    expect(ms('jpeg')).toBeLessThan(450);
    expect(ms('avif')).toBeGreaterThan(450);
  });

  it('several formats cost more than each alone, in time and in stored files', () => {
    const planned = darkroomWith({ PREVIEW_FORMAT: 'avif,webp,jpeg' });
    const found = compareFormats(planned, workload, terms);
    const of = (name: string) => found.find((one) => one.name === name);
    expect(found.filter(({ isPlanned }) => isPlanned).map(({ name }) => name)).toEqual(['avif, webp, jpeg']);
    expect(of('avif, webp, jpeg')?.ms).toBe(450);
    for (const name of ['avif', 'webp', 'jpeg']) {
      expect(of(name)?.ms).toBeLessThan(450);
      expect(of(name)?.previewBytes).toBeLessThan(of('avif, webp, jpeg')?.previewBytes ?? 0);
      expect(of(name)?.total).toBeLessThan(of('avif, webp, jpeg')?.total ?? 0);
    }
  });
});
