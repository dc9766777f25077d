import type { Finding } from './report/finding';
import type { Bench, Section } from './sections/section';

type Load = () => Promise<{ readonly measure: (bench: Bench) => Promise<Finding> }>;

const section = (letter: string, title: string, load: Load): Section => ({
  letter,
  title,
  run: async (bench) => (await load()).measure(bench),
});

/** All sections, in the order in which they are measured and printed. Each is loaded when it runs. */
export const SECTIONS: readonly Section[] = [
  section('a', 'Render against bare sharp', () => import('./sections/render')),
  section('b', 'Against other image programs', () => import('./sections/peers')),
  section('c', 'Against rendering on request', () => import('./sections/image-handler')),
  section('d', 'The whole function against render alone', () => import('./sections/function-overhead')),
  section('e', 'Batches', () => import('./sections/batches')),
  section('f', 'Cold start', () => import('./sections/cold-start')),
  section('g', 'Memory', () => import('./sections/memory')),
  section('h', 'Synthesizing and testing the stacks', () => import('./sections/infrastructure')),
  section('i', 'Refusing a file', () => import('./sections/refusals')),
  section('j', 'Package size', () => import('./sections/package-size')),
  section('k', 'HEIC', () => import('./sections/heic')),
  section('l', 'Long histories', () => import('./sections/long-histories')),
  section('m', 'Several formats', () => import('./sections/formats')),
  section('n', 'Crops that keep the subject', () => import('./sections/crops')),
  section('o', 'The functions of the CDN', () => import('./sections/edge-functions')),
  section('p', 'The twin against bare sharp', () => import('./sections/twin')),
];
