import { type Command, InvalidArgumentError } from 'commander';
import { openTerminal } from '../cli/terminal';
import { SECTIONS } from './sections';
import type { Section } from './sections/section';

interface Options {
  readonly only?: readonly Section[];
  readonly quick?: boolean;
  readonly json?: boolean;
}

const HELP = `
Sections:
${SECTIONS.map(({ letter, title }) => `  ${letter}  ${title}`).join('\n')}`;

/** `darkroom bench` */
export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description('measure Darkroom side by side with other programs, and write docs/benchmarks.md')
    .option(
      '--only <letters>',
      'measure only these sections, such as a,d; the page keeps the results of the others',
      chosenSections,
    )
    .option('--quick', 'fewer photos and rounds; does not write the page')
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      const { only = SECTIONS, quick = false, json = false } = command.optsWithGlobals<Options>();
      const { runBench } = await import('./run-bench');
      await runBench(only, quick, openTerminal(json));
    });
}

function chosenSections(letters: string): Section[] {
  return letters.split(',').map((letter) => {
    const section = SECTIONS.find((one) => one.letter === letter.trim().toLowerCase());
    if (section) return section;
    const known = SECTIONS.map((one) => one.letter).join(', ');
    throw new InvalidArgumentError(`There is no section "${letter}". Specify ${known}, such as --only a,d.`);
  });
}
