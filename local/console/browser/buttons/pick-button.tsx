import { useRef } from 'preact/hooks';
import { useConsole } from '../state/console-context';

/** Opens the system's file dialog. */
export function PickButton({
  label,
  prominent = true,
}: {
  readonly label: string;
  readonly prominent?: boolean;
}) {
  const { upload } = useConsole();
  const input = useRef<HTMLInputElement>(null);
  const onChange = () => {
    if (!input.current) return;
    upload([...(input.current.files ?? [])]);
    // Otherwise picking the same file again would not be a change.
    input.current.value = '';
  };
  return (
    <>
      <button
        type="button"
        class={prominent ? 'button prominent' : 'button'}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input ref={input} type="file" multiple hidden aria-label="Photos to upload" onChange={onChange} />
    </>
  );
}
