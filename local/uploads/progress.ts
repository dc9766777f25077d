import { filesOf } from '../../lambda/domain/previews/preview-files';
import { printable } from '../foundation/printable';
import type { UploadOutcome } from './upload-outcome';

export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Prints each outcome on a line of its own and, on a terminal, the overall progress below them. */
export class Progress {
  private done = 0;
  private failed = 0;

  constructor(
    private readonly total: number,
    private readonly output: ProgressOutput,
  ) {
    this.showTotal();
  }

  report(outcome: UploadOutcome): void {
    this.done += 1;
    if (outcome.failure) this.failed += 1;
    this.output.write(`${this.output.isTTY ? '\r\x1b[K' : ''}${printable(describeOutcome(outcome))}\n`);
    this.showTotal();
  }

  /** Prints the final summary. */
  finish(): void {
    const failures = this.failed > 0 ? `, ${this.failed} failed` : '';
    this.output.write(`${this.done - this.failed} of ${this.total} done${failures}.\n`);
  }

  private showTotal(): void {
    if (!this.output.isTTY) return;
    const isOver = this.done === this.total;
    this.output.write(isOver ? '\r\x1b[K' : `\r\x1b[K  ${this.done} of ${this.total}, ${this.failed} failed`);
  }
}

/** The parts of an outcome that people see. */
type ShownOutcome = Omit<UploadOutcome, 'file'> & {
  readonly file: Pick<UploadOutcome['file'], 'name' | 'size'>;
};

export function describeOutcome({ file, record, failure }: ShownOutcome): string {
  if (failure) return `  FAILED  ${file.name}: ${failure.code}: ${failure.message}`;
  const previews = (record?.previews ?? []).flatMap(filesOf);
  const bytes = previews.reduce((sum, { size }) => sum + size, 0);
  const dimensions = `${record?.width}x${record?.height} ${record?.format}`;
  return `  done    ${file.name}: ${dimensions}, ${previews.length} previews of ${kilobytes(bytes)} from ${kilobytes(file.size)}, ${record?.durationMs} ms`;
}

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1000))} kB`;
