import { nodeVersionNote } from '../../local/functions/node-version';
import { NODE_VERSION } from '../../stacks/constructs/runtime';

/** Prints once per test run the Node.js version on which the functions run. */
export default function noteNodeVersion(): void {
  const note = nodeVersionNote(NODE_VERSION);
  if (note) console.error(note);
}
