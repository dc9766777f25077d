import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import { DAY_SECONDS } from '../../../lambda/domain/days';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';
import { type Chart, charts, type Line } from './dashboard-widgets';
import type { Monitored } from './monitored';

const DEFAULT_WINDOW = '-PT6H';
const PERIOD_SECONDS = 300;
const DAILY_WINDOW = '-P14D';

/** The grid of CloudWatch has 24 columns. */
const CHART_WIDTH = 8;
const CHART_HEIGHT = 6;
const CHARTS_IN_A_ROW = 3;

export interface DashboardProps {
  /** The name of the dashboard in the CloudWatch console. */
  readonly name: string;
  /** The region of the dashboard, and of all metrics except those of the CDN. */
  readonly region: string;
  /** The resources whose metrics are shown. */
  readonly monitored: Monitored;
}

/** A dashboard of the whole pipeline. By default it shows the last six hours. */
export class Dashboard extends Construct {
  /** The URL of the dashboard in the AWS console. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.dashboardName });
    const { name, region, monitored } = props;
    new CloudwatchDashboard(this, 'dashboard', {
      dashboardName: name,
      dashboardBody: JSON.stringify({
        start: DEFAULT_WINDOW,
        periodOverride: 'inherit',
        widgets: charts(monitored).map((chart, position) => widget(chart, position, region)),
      }),
    });
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
  }
}

const widget = (
  { title, lines, daily = false, region: ownRegion }: Chart,
  position: number,
  region: string,
) => ({
  type: 'metric',
  x: (position % CHARTS_IN_A_ROW) * CHART_WIDTH,
  y: Math.floor(position / CHARTS_IN_A_ROW) * CHART_HEIGHT,
  width: CHART_WIDTH,
  height: CHART_HEIGHT,
  properties: {
    title,
    region: ownRegion ?? region,
    view: 'timeSeries',
    period: daily ? DAY_SECONDS : PERIOD_SECONDS,
    ...(daily && { start: DAILY_WINDOW, end: 'PT0H' }),
    metrics: lines.map(metricRow),
  },
});

/** One row: namespace, metric name, alternating dimension names and values, then label and statistic. */
const metricRow = ({ metric, label, statistic }: Line) => [
  metric.namespace,
  metric.name,
  ...Object.entries(metric.dimensions).flat(),
  { label, stat: statistic },
];
