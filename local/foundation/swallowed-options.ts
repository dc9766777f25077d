/** Options that npm has, too. They may come from its own configuration. */
const OPTIONS_OF_NPM = new Set([
  'all',
  'dry-run',
  'force',
  'help',
  'json',
  'prefix',
  'user',
  'verbose',
  'yes',
]);

/**
 * The options that npm kept for itself because `--` was missing. npm turns an unknown option into an environment
 * variable instead of passing it to the script.
 * @param options long names, such as `--dry-run`
 */
export function swallowedOptions(
  options: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  return options.filter((option) => {
    const name = option.replace(/^--/, '');
    if (OPTIONS_OF_NPM.has(name)) return false;
    return environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined;
  });
}

/** The message with the correct command. @param script such as `npm run images` */
export const swallowedMessage = (options: readonly string[], script: string): string =>
  `npm took ${options.join(' and ')} for itself. Put -- before the options: ${script} -- ${options.join(' ')}`;
