import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../../../scripts/cli/exit-codes';
import { operatorProgram } from '../../../scripts/darkroom';

const page = readFileSync(join(__dirname, '../../../docs/operator-commands.md'), 'utf8');

function commandsOf(name: string): Command[] {
  const command = operatorProgram().commands.find((candidate) => candidate.name() === name);
  if (!command) throw new Error(`There is no command ${name}.`);
  return command.commands.length > 0 ? [...command.commands] : [command];
}

const documented = ['images', 'reconcile'].flatMap(commandsOf);

describe('the page on operators’ commands', () => {
  it.each(documented.map((command) => [command.name(), command] as const))(
    'has %s with each of its options',
    (name, command) => {
      expect(page).toMatch(new RegExp(`^npm run ${name === 'reconcile' ? name : `images -- ${name}`}`, 'm'));
      const missing = command.options.filter(({ long }) => !page.includes(`\`${long}`));
      expect(missing.map(({ long }) => long)).toEqual([]);
    },
  );

  it('has every exit code', () => {
    for (const code of Object.values(EXIT)) expect(page).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  });

  it('prints only commands that the program understands', () => {
    const lines = page.match(/^npm run (images|reconcile).*$/gm) ?? [];
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines) {
      const [, , name = '', ...words] = line.split(' ');
      const options = words.filter((word) => word.startsWith('--') && word !== '--');
      const command =
        name === 'reconcile' ? documented.at(-1) : documented.find((each) => each.name() === words[1]);
      const known = command?.options.map(({ long }) => long);
      expect({ line, known }).toMatchObject({ known: expect.arrayContaining(options) });
    }
  });
});

describe('the help of each command', () => {
  it.each(documented.map((command) => [command.name(), command] as const))(
    '%s ends with an example',
    (name, command) => {
      let help = '';
      command.configureOutput({
        writeOut: (text) => {
          help += text;
        },
      });
      command.outputHelp();
      expect(help).toMatch(new RegExp(`Examples?:\\n .*npm run (images -- ${name}|${name})`));
      expect(help).toContain('--endpoint-url');
    },
  );
});
