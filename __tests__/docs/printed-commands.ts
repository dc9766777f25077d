import { markdownPages, type Page } from './pages';

/**
 * A block of shell commands that a page asks to be tried, by a comment right before it:
 * `<!-- run -->`, and inside it, if need be, `soon`, `exit 1`, `prints TEXT` and `needs aws` after a colon.
 */
export interface PrintedCommands {
  readonly page: string;
  /** Of the block's first command. */
  readonly line: number;
  readonly commands: string;
  readonly exitCode: number;
  /** Whether it only looks, and what it looks for may take a moment. */
  readonly soon: boolean;
  /** What must be in the output. */
  readonly prints: readonly string[];
  /** Whether the AWS CLI is called here, or left behind what this builds on. */
  readonly needsAws: boolean;
}

const MARKED = /^<!-- run(?::(?<wishes>.*?))? -->\n```sh\n(?<commands>.*?)^```$/gms;

export const printedCommands = (): PrintedCommands[] => markdownPages().flatMap(commandsOn);

function commandsOn({ path, text }: Page): PrintedCommands[] {
  return [...text.matchAll(MARKED)].map((match) => {
    const { wishes = '', commands = '' } = match.groups ?? {};
    const wished = wishes.split(',').map((wish) => wish.trim());
    const after = (word: string) =>
      wished.filter((wish) => wish.startsWith(`${word} `)).map((wish) => wish.slice(word.length + 1));
    return {
      page: path,
      line: text.slice(0, match.index).split('\n').length + 2,
      commands,
      soon: wished.includes('soon'),
      exitCode: Number(after('exit')[0] ?? 0),
      prints: after('prints'),
      needsAws: after('needs').includes('aws') || /\baws /.test(commands),
    };
  });
}
