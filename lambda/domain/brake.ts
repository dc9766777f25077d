import { DarkroomError } from './errors';

/** The id of the note among those of images, which are hexadecimal. */
export const BRAKE_NOTE = 'brake';

/** Why and since when processing is stopped. */
export interface BrakeNote {
  /** ISO 8601. */
  readonly since: string;
  /** The reason that the alarm gave. */
  readonly reason: string;
}

/** The note that processing is stopped. It is there exactly while the brake is on. */
export interface BrakeNotes {
  read(): Promise<BrakeNote | undefined>;
  write(note: BrakeNote): Promise<void>;
  remove(): Promise<void>;
}

/** The brake is on: nothing is processed until somebody resumes. */
export class ProcessingStoppedError extends DarkroomError {
  override readonly name = 'ProcessingStoppedError';
  readonly code = 'PROCESSING_STOPPED';
  readonly retryable = true;
}

/** @throws ProcessingStoppedError while the brake is on */
export async function refuseWhileStopped(notes: Pick<BrakeNotes, 'read'>): Promise<void> {
  const note = await notes.read();
  if (!note) return;
  throw new ProcessingStoppedError(
    `Processing has been stopped since ${note.since}, because more images were processed within an hour than this environment allows. Uploads are kept and processed later.`,
  );
}
