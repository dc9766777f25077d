import { useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/api-client';
import { hrefOf } from '../routing/route';
import { useConsole } from '../state/console-context';

/** Deletes an image after a confirmation. */
export function DeleteButton({ imageId, name }: { readonly imageId: string; readonly name: string }) {
  const { api, announce } = useConsole();
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);

  const remove = async () => {
    setBusy(true);
    try {
      await api.deleteImage(imageId);
      dialog.current?.close();
      announce(`${name} is deleted.`);
      location.hash = hrefOf({ place: 'photos' });
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };

  return (
    <>
      <button type="button" class="button" onClick={() => dialog.current?.showModal()}>
        Delete
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="delete-title">
        <h2 id="delete-title">Delete {name}?</h2>
        <p>
          The original with all its versions, its previews and its records are removed. This cannot be undone.
        </p>
        {problem && (
          <p role="alert" class="problem">
            {problem}
          </p>
        )}
        <div class="actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button type="button" class="button dangerous" disabled={isBusy} onClick={remove}>
            Delete for good
          </button>
        </div>
      </dialog>
    </>
  );
}
