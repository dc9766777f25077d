import type { ComponentId } from '../../pipeline-diagram';
import { PageHeading } from '../parts/page-heading';
import { NoSuchPage } from '../routing/no-such-page';
import { hrefOf } from '../routing/route';
import { useConsole } from '../state/console-context';
import { activityOf } from './activity';
import { ComponentDetail } from './component-detail';
import { Diagram } from './diagram';
import { TOUR } from './explanations';

/** The stations for which the twin reports the number of messages. */
const QUEUES: readonly ComponentId[] = ['uploads-queue', 'dead-letter-queue'];

/** The system as a live diagram, with an explanation of each box. */
export function PipelineView({ selected }: { readonly selected: string | undefined }) {
  const { state } = useConsole();
  const { diagram } = state;
  const activity = activityOf(state, Date.now());
  const stops = TOUR.flatMap((id) => diagram.components.filter((component) => component.id === id));
  const at = Math.max(
    0,
    stops.findIndex(({ id }) => id === selected),
  );
  const component = stops[at];
  if (selected !== undefined && component?.id !== selected) return <NoSuchPage />;
  return (
    <>
      <PageHeading
        title="Pipeline"
        lead="What happens to a photo, station by station. Upload one and watch it go through, or press Next to visit the stations in order."
      >
        <nav class="tour" aria-label="Tour">
          <TourLink id={stops[at - 1]?.id} label="Back" />
          <span>
            {at + 1} of {stops.length}
          </span>
          <TourLink id={stops[at + 1]?.id} label="Next" />
        </nav>
      </PageHeading>
      <Diagram diagram={diagram} activity={activity} selected={component?.id} />
      {component && (
        <ComponentDetail
          component={component}
          diagram={diagram}
          count={QUEUES.includes(component.id) ? (activity.counts.get(component.id) ?? 0) : undefined}
        />
      )}
    </>
  );
}

function TourLink({ id, label }: { readonly id: string | undefined; readonly label: string }) {
  if (!id) {
    return (
      <span class="button" aria-disabled="true">
        {label}
      </span>
    );
  }
  return (
    <a class="button" href={hrefOf({ place: 'pipeline', id })}>
      {label}
    </a>
  );
}
