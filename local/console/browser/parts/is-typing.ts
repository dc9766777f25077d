/** Whether keys are meant for the focused field or an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  const isField = target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
  return isField || document.querySelector('dialog[open]') !== null;
}
