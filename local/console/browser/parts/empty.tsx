import type { ComponentChildren } from 'preact';

/** A page or list without content: the reason, and a way to continue. */
export function Empty({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
