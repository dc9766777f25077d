import type { Section } from './sections/section';

/** All sections, in the order in which they are measured and printed. Each is loaded when it runs. */
export const SECTIONS: readonly Section[] = [
  {
    letter: 'a',
    title: 'Render against bare sharp',
    run: async (bench) => (await import('./sections/render')).measureRender(bench),
  },
  {
    letter: 'b',
    title: 'Against other image programs',
    run: async (bench) => (await import('./sections/peers')).measurePeers(bench),
  },
  {
    letter: 'c',
    title: 'Against rendering on request',
    run: async (bench) => (await import('./sections/image-handler')).measureImageHandler(bench),
  },
  {
    letter: 'd',
    title: 'The whole function against render alone',
    run: async (bench) => (await import('./sections/function-overhead')).measureFunctionOverhead(bench),
  },
  {
    letter: 'e',
    title: 'Batches',
    run: async (bench) => (await import('./sections/batches')).measureBatches(bench),
  },
  {
    letter: 'f',
    title: 'Cold start',
    run: async (bench) => (await import('./sections/cold-start')).measureColdStart(bench),
  },
  {
    letter: 'g',
    title: 'Memory',
    run: async (bench) => (await import('./sections/memory')).measureMemory(bench),
  },
  {
    letter: 'h',
    title: 'Synthesizing and testing the stacks',
    run: async (bench) => (await import('./sections/infrastructure')).measureInfrastructure(bench),
  },
  {
    letter: 'i',
    title: 'Refusing a file',
    run: async (bench) => (await import('./sections/refusals')).measureRefusals(bench),
  },
  {
    letter: 'j',
    title: 'Package size',
    run: async () => (await import('./sections/package-size')).measurePackageSize(),
  },
  {
    letter: 'k',
    title: 'HEIC',
    run: async (bench) => (await import('./sections/heic')).measureHeic(bench),
  },
  {
    letter: 'l',
    title: 'Long histories',
    run: async (bench) => (await import('./sections/long-histories')).measureLongHistories(bench),
  },
  {
    letter: 'm',
    title: 'Several formats',
    run: async (bench) => (await import('./sections/formats')).measureFormats(bench),
  },
  {
    letter: 'n',
    title: 'Crops that keep the subject',
    run: async (bench) => (await import('./sections/crops')).measureCrops(bench),
  },
  {
    letter: 'o',
    title: 'The functions of the CDN',
    run: async (bench) => (await import('./sections/edge-functions')).measureEdgeFunctions(bench),
  },
  {
    letter: 'p',
    title: 'The twin against bare sharp',
    run: async (bench) => (await import('./sections/twin')).measureTwin(bench),
  },
];
