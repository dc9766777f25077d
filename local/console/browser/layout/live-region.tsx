/** Read out by screen readers whenever the text changes; seen by nobody. */
export function LiveRegion({ text }: { readonly text: string }) {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
