/** The advice that CDKTF adds to a failed validation. Following it would deploy the mistake. */
const SKIP_ADVICE = /\s*If you wish to ignore these validations, pass 'skipValidation: true'[\s\S]*$/;

/** The message of an error in synthesis, without the stack trace and without the advice to ignore it. */
export const synthesisProblem = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(SKIP_ADVICE, '');
