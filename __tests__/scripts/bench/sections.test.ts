import { Command } from 'commander';
import { addBenchCommand } from '../../../scripts/bench/bench-command';
import { SECTIONS } from '../../../scripts/bench/sections';

it('gives each section a letter, in alphabetical order', () => {
  const letters = SECTIONS.map(({ letter }) => letter);
  expect(new Set(letters).size).toBe(letters.length);
  expect(letters.toSorted()).toEqual(letters);
});

it('lists the sections in the help', () => {
  const program = new Command();
  addBenchCommand(program);
  const [bench] = program.commands;
  let help = '';
  bench?.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  bench?.outputHelp();
  for (const { letter, title } of SECTIONS) expect(help).toContain(`${letter}  ${title}`);
});
