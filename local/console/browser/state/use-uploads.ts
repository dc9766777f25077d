import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ApiClient } from '../api/api-client';
import { counted } from '../parts/format';
import type { ConsoleState } from './console-state';
import { type LocalUpload, uploadFiles } from './uploads';

/** The uploads from this browser, with the functions that start and dismiss them. */
export function useUploads(
  api: ApiClient,
  state: ConsoleState | undefined,
  announce: (text: string) => void,
) {
  // The uploads that the twin does not know yet, or that were refused.
  const [uploads, setUploads] = useState<readonly LocalUpload[]>([]);
  // The owner of the photos to upload; none when empty.
  const [userId, setUserId] = useState('');
  const maxBytes = state?.info.maxImageSize;

  const onUpdate = useCallback((upload: LocalUpload) => {
    setUploads((known) =>
      known.some(({ id }) => id === upload.id)
        ? known.map((each) => (each.id === upload.id ? upload : each))
        : [...known, upload],
    );
    if (upload.state === 'refused') announce(`${upload.name} was not uploaded. ${upload.message}`);
  }, []);

  const upload = useCallback(
    (files: readonly File[]) => {
      if (files.length === 0 || maxBytes === undefined) return;
      announce(`Uploading ${counted(files.length, 'photo')}.`);
      void uploadFiles(files, { api, userId: userId.trim(), maxBytes, onUpdate });
    },
    [api, userId, maxBytes],
  );

  /** Removes refused files from the list. */
  const dismissUploads = useCallback(
    (ids: readonly number[]) => setUploads((known) => known.filter(({ id }) => !ids.includes(id))),
    [],
  );

  // Once the twin reports an upload, its own report replaces this one.
  useEffect(() => {
    setUploads((known) => {
      const left = known.filter((each) => each.state !== 'sent' || !isReported(each.imageId, state));
      return left.length === known.length ? known : left;
    });
  }, [state?.progress, state?.images, uploads]);

  return { uploads, upload, userId, setUserId, dismissUploads };
}

const isReported = (imageId: string | undefined, state: ConsoleState | undefined): boolean =>
  imageId !== undefined && state !== undefined && (state.progress.has(imageId) || state.images.has(imageId));
