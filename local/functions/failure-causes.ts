import type { LoggedProblem } from './logged-problem';

/** Causes that are kept. The oldest are removed first. */
const MAX_KEPT = 10_000;

/** The last cause of failure of each upload and message, as the functions logged it. */
export class FailureCauses {
  private readonly causes = new Map<string, string>();

  take({ subjects, sentence }: LoggedProblem): void {
    for (const subject of subjects) {
      this.causes.delete(subject);
      this.causes.set(subject, sentence);
    }
    for (const oldest of this.causes.keys()) {
      if (this.causes.size <= MAX_KEPT) break;
      this.causes.delete(oldest);
    }
  }

  /** @param subject an object key, or the id of a message that names no key */
  of(subject: string): string | undefined {
    return this.causes.get(subject);
  }
}
