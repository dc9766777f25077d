import { useConsole } from '../state/console-context';

/** Copies a text to the clipboard. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { announce } = useConsole();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce(`${what} copied.`);
    } catch {
      announce(`${what} could not be copied. Select the text instead.`);
    }
  };
  return (
    <button type="button" class="button" onClick={copy}>
      Copy {what.toLowerCase()}
    </button>
  );
}
