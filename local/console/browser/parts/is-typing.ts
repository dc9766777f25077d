/** Whether keys belong to the element that has the focus: a field, or a dialog that is open. */
export function isTyping(target: EventTarget | null): boolean {
  const isField = target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
  return isField || document.querySelector('dialog[open]') !== null;
}
