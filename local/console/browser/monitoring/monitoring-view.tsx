import { PageHeading } from '../parts/page-heading';
import { useConsole } from '../state/console-context';
import { alarmSummary } from './alarm-words';
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
  const isAlarming = state.alarms.some(({ state: of }) => of === 'ALARM');
  const alarms = <Alarms alarms={state.alarms} />;
  return (
    <>
      <PageHeading
        title="Monitoring"
        lead={`${alarmSummary(state.alarms)} The charts show the last ${MINUTES} minutes by the metrics that the functions emit.`}
      />
      {isAlarming && alarms}
      <div class="charts">
        <ThroughputChart metrics={metrics} />
        <DurationChart metrics={metrics} />
        <SavingsChart metrics={metrics} />
      </div>
      {!isAlarming && alarms}
      <Invocations invocations={state.invocations} />
    </>
  );
}
