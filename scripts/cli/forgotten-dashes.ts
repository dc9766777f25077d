import type { Command } from 'commander';
import { isNpmScript } from '../../local/foundation/start-folder';
import { swallowedMessage, swallowedOptions } from '../../local/foundation/swallowed-options';
import { OperatorError } from './exit-codes';

/** The command that was typed, such as `npm run images`. */
const scriptOf = (environment: NodeJS.ProcessEnv): string => `npm run ${environment.npm_lifecycle_event}`;

/**
 * Refuses a command whose options npm has swallowed: without them it would do something else.
 * @throws OperatorError naming the options and what to type
 */
export function refuseSwallowedOptions(command: Command, environment = process.env): void {
  if (!isNpmScript(environment)) return;
  const all = [command, ...ancestorsOf(command)].flatMap(({ options }) => options);
  const swallowed = swallowedOptions(
    all.flatMap(({ long }) => (long ? [long] : [])),
    environment,
  );
  if (swallowed.length > 0) throw new OperatorError(swallowedMessage(swallowed, scriptOf(environment)));
}

/** Returns a hint for a usage error under npm, which may have swallowed an option. */
export function dashesHint(program: Command, environment = process.env): string | undefined {
  if (!isNpmScript(environment)) return undefined;
  const options = withDescendants(program).flatMap((command) => command.options);
  const names = new Set(options.flatMap(({ long }) => (long ? [long] : [])));
  const swallowed = swallowedOptions([...names], environment);
  if (swallowed.length > 0) return swallowedMessage(swallowed, scriptOf(environment));
  return `If options that you gave are missing, put -- before them: ${scriptOf(environment)} -- …. npm keeps options without it.`;
}

const withDescendants = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((each) => withDescendants(each)),
];

const ancestorsOf = ({ parent }: Command): Command[] => (parent ? [parent, ...ancestorsOf(parent)] : []);
