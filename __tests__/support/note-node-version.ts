import { nodeVersionNote } from '../../local/functions/node-version';
import { NODE_VERSION } from '../../stacks/constructs/runtime';

/** Says once for each run of the tests on which Node.js the functions run. */
export default function noteNodeVersion(): void {
  const note = nodeVersionNote(NODE_VERSION);
  if (note) console.error(note);
}
