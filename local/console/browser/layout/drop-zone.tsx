import { useEffect, useState } from 'preact/hooks';
import { droppedFiles } from './dropped-files';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Receives files that are dropped anywhere on the page, or pasted. */
export function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Without a related target, the pointer has left the window, not only an element.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer).then(onFiles);
    };
    const paste = (event: ClipboardEvent) => onFiles([...(event.clipboardData?.files ?? [])]);
    const ended = new AbortController();
    const { signal } = ended;
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    window.addEventListener('paste', paste, { signal });
    return () => ended.abort();
  }, [onFiles]);

  if (!isOver) return null;
  return (
    <div class="drop-zone" aria-hidden="true">
      <p>Drop to upload</p>
    </div>
  );
}
