/** The advice of CDKTF below a failed validation. Following it would deploy the mistake. */
const SKIP_ADVICE = /\s*If you wish to ignore these validations, pass 'skipValidation: true'[\s\S]*$/;

/** An error of the synthesis for people: the sentence, without the stack and without advice to ignore it. */
export const synthesisProblem = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(SKIP_ADVICE, '');
