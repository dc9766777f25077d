import pLimit from 'p-limit';
import { type ApiClient, messageOf } from '../api/api-client';
import { putPhoto } from '../api/put-photo';
import { contentTypeOf, refusalOf } from './upload-check';

/** A file of this browser, until the twin reports it. */
export interface LocalUpload {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly imageId?: string;
  /** Share of the bytes that were sent, 0 to 1. */
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'refused';
  /** Why it was refused. */
  readonly message?: string;
}

/** Browsers open at most six connections to one host, and the page itself needs some of them. */
const CONCURRENT_UPLOADS = 3;

let lastId = 0;

export interface UploadOptions {
  readonly api: ApiClient;
  /** Owner of the photos; none when empty. */
  readonly userId: string;
  /** The largest file that is accepted, in bytes. */
  readonly maxBytes: number;
  readonly onUpdate: (upload: LocalUpload) => void;
}

/** Uploads files as any client would: request a presigned upload from the API, then PUT to its URL. */
export async function uploadFiles(files: readonly File[], options: UploadOptions): Promise<void> {
  const limit = pLimit(CONCURRENT_UPLOADS);
  await Promise.all(
    files.map((file) => {
      lastId += 1;
      const { name, size } = file;
      const upload: LocalUpload = {
        id: lastId,
        startedAt: Date.now(),
        name,
        size,
        sent: 0,
        state: 'waiting',
      };
      options.onUpdate(upload);
      return limit(() => uploadFile(file, upload, options));
    }),
  );
}

async function uploadFile(
  file: File,
  waiting: LocalUpload,
  { api, userId, maxBytes, onUpdate }: UploadOptions,
): Promise<void> {
  let upload = waiting;
  const update = (part: Partial<LocalUpload>) => {
    upload = { ...upload, ...part };
    onUpdate(upload);
  };
  const refusal = refusalOf(file, maxBytes);
  if (refusal) return update({ state: 'refused', message: refusal });
  try {
    const ticket = await api.createUpload({
      file_name: file.name,
      content_type: contentTypeOf(file),
      size: file.size,
      ...(userId && { user_id: userId }),
    });
    update({ state: 'sending', imageId: ticket.image_id });
    await putPhoto(ticket, file, (sent) => update({ sent }));
    update({ state: 'sent', sent: 1 });
  } catch (error) {
    update({ state: 'refused', message: messageOf(error) });
  }
}
