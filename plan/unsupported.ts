/** The synthesized stacks contain something that the twin does not support. The message lists every problem. */
export class UnsupportedDeclarationError extends Error {
  override readonly name = 'UnsupportedDeclarationError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The local twin cannot run these stacks:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
}
