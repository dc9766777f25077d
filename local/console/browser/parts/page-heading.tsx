import type { ComponentChildren } from 'preact';

interface PageHeadingProps {
  readonly title: string;
  /** One sentence about the page. */
  readonly lead?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** The heading of a page, which gets the focus when the page changes. */
export function PageHeading({ title, lead, children }: PageHeadingProps) {
  return (
    <div class="page-heading">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children}
    </div>
  );
}
