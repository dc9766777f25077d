import { PageHeading } from '../parts/page-heading';
import { useConsole } from '../state/console-context';
import { alarmSummary } from './alarm-words';
import { Alarms } from './alarms';
import { DurationChart } from './duration-chart';
import { Invocations } from './invocations';
import { lastMinutes } from './last-minutes';
import { SavingsChart } from './savings-chart';
import { ThroughputChart } from './throughput-chart';

const MINUTES = 30;

/** The state of the system: its alarms, its metrics and the latest function calls. */
export function MonitoringView() {
  const { state } = useConsole();
  const metrics = lastMinutes(state.metrics, Date.now(), MINUTES);
  const isAlarming = state.alarms.some(({ state: of }) => of === 'ALARM');
  const alarms = <Alarms alarms={state.alarms} />;
  return (
    <>
      <PageHeading
        title="Monitoring"
        lead={`${alarmSummary(state.alarms)} The charts show the functions’ metrics of the last ${MINUTES} minutes.`}
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
