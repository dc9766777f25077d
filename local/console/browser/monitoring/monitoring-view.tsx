import { PageHeading } from '../parts/page-heading';
import { useConsole } from '../state/console-context';
import { Alarms } from './alarms';
import { DurationChart } from './duration-chart';
import { Invocations } from './invocations';
import { lastMinutes } from './last-hour';
import { SavingsChart } from './savings-chart';
import { ThroughputChart } from './throughput-chart';

const MINUTES = 30;

/** How the system is doing, by its own metrics and alarms. */
export function MonitoringView() {
  const { state } = useConsole();
  const metrics = lastMinutes(state.metrics, Date.now(), MINUTES);
  return (
    <>
      <PageHeading
        title="Monitoring"
        lead={`The last ${MINUTES} minutes by the metrics the functions emit, and the alarms that watch them.`}
      />
      <div class="charts">
        <ThroughputChart metrics={metrics} />
        <DurationChart metrics={metrics} />
        <SavingsChart metrics={metrics} />
      </div>
      <Alarms alarms={state.alarms} />
      <Invocations invocations={state.invocations} />
    </>
  );
}
