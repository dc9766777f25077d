import { EXIT } from '../../cli/exit-codes';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { imageNamed } from '../../connection/named-image';
import { explanation, pageOf } from './explanation';
import { knownImage } from './known-image';

/** Shows everything known about one upload. @returns the exit code */
export async function runExplain(name: string, options: ConnectionOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const known = explanation(await knownImage(await imageNamed(name, darkroom), darkroom), darkroom);
  terminal.result(pageOf(known), known);
  return known.advice.length > 0 ? EXIT.findings : EXIT.ok;
}
