import { ONE_VCPU_MEMORY_MB } from '../../../lambda/domain/previews/memory-budget';
import type { PreviewFormat } from '../../../lambda/domain/previews/preset';
import type { PlannedProcessor, PlannedSystem } from '../planned-system';
import { busyMs, expectedTime, previewBytes } from '../processing-time';
import { uploadTerms, type Workload } from '../workload';
import { type BillTerms, billOf, TWELFTH_MONTH } from './bill';

/** One configuration of the function, and its cost. */
export interface Alternative {
  readonly name: string;
  /** Whether it is the planned configuration. */
  readonly isPlanned: boolean;
  /** Milliseconds of an upload. */
  readonly ms: number;
  /** Uploads a second at maximum concurrency. */
  readonly perSecond: number;
  /** Bytes of all previews of an upload. */
  readonly previewBytes: number;
  /** US dollars of the twelfth month: Lambda alone, and everything. */
  readonly lambda: number;
  readonly total: number;
}

const MEMORY_SIZES: readonly number[] = [512, 1024, ONE_VCPU_MEMORY_MB, 2048, 3008];

/** Each format alone, and those that a `<picture>` offers to every browser. */
const COMPARED_FORMATS: readonly (readonly PreviewFormat[])[] = [
  ['webp'],
  ['jpeg'],
  ['png'],
  ['avif'],
  ['webp', 'jpeg'],
  ['avif', 'webp', 'jpeg'],
];

/** Compares memory sizes of the function. */
export function compareMemory(system: PlannedSystem, workload: Workload, terms: BillTerms): Alternative[] {
  const { memoryMb: planned } = system.processor;
  return [...new Set([...MEMORY_SIZES, planned])]
    .sort((a, b) => a - b)
    .map((memoryMb) =>
      alternative(
        `${memoryMb} MB`,
        memoryMb === planned,
        withProcessor(system, { memoryMb }),
        workload,
        terms,
      ),
    );
}

/** Compares preview formats by the time of the planned format and the expected differences to it. */
export function compareFormats(
  system: PlannedSystem,
  workload: Workload,
  { time, region }: BillTerms,
): Alternative[] {
  const { previews } = system.processor;
  const expected = expectedTime(workload.bytes, previews).workMs;
  const planned = new Set(previews.presets.map(({ formats }) => formats.join(', ')));
  const isPlanned = (formats: readonly PreviewFormat[]) =>
    planned.size === 1 && planned.has(formats.join(', '));
  return COMPARED_FORMATS.map((formats) => {
    const other = { presets: previews.presets.map((preset) => ({ ...preset, formats })) };
    const more = expectedTime(workload.bytes, other).workMs - expected;
    const terms = { region, time: { ...time, workMs: Math.max(0, time.workMs + more) } };
    const changed = withProcessor(system, { previews: other });
    return alternative(formats.join(', '), isPlanned(formats), changed, workload, terms);
  });
}

const withProcessor = (system: PlannedSystem, change: Partial<PlannedProcessor>): PlannedSystem => ({
  ...system,
  processor: { ...system.processor, ...change },
});

function alternative(
  name: string,
  isPlanned: boolean,
  system: PlannedSystem,
  workload: Workload,
  terms: BillTerms,
): Alternative {
  const bill = billOf(system, workload, terms);
  const { processor } = system;
  return {
    name,
    isPlanned,
    ms: uploadTerms(system, workload, terms.time).ms,
    perSecond: (1000 * processor.maxConcurrency) / busyMs(terms.time, processor),
    previewBytes: previewBytes(processor.previews),
    lambda: bill.lines.find(({ service }) => service === 'Lambda')?.monthly[TWELFTH_MONTH] ?? 0,
    total: bill.total.monthly[TWELFTH_MONTH] ?? 0,
  };
}
