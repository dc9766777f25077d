/** The synthesized Terraform asks for something the twin cannot do. It says so rather than do less. */
export class UnsupportedDeclarationError extends Error {
  override readonly name = 'UnsupportedDeclarationError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The local twin cannot run these stacks:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
}
