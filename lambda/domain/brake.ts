import { DarkroomError } from './errors';

/** The id of the note in the table. It cannot collide with image ids, which are hexadecimal. */
export const BRAKE_NOTE = 'brake';

/** Records when and why processing was stopped. */
export interface BrakeNote {
  /** ISO 8601. */
  readonly since: string;
  /** The reason that the alarm gave. */
  readonly reason: string;
}

/** Stores the brake note. The note exists only while the brake is on. */
export interface BrakeNotes {
  read(): Promise<BrakeNote | undefined>;
  write(note: BrakeNote): Promise<void>;
  remove(): Promise<void>;
}

/** The brake is on: nothing is processed until an operator resumes processing. */
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
