import type { Twin } from '../twin/twin';

/** Reports of a running twin, as JSON, by path on the web server. */
export const reportsOf = ({ account, topology }: Twin): Record<string, () => unknown> => ({
  '/outbox': () => account.outbox.mails,
  '/alarms': () => account.monitoring.alarms.statuses,
  '/archives': () =>
    Object.fromEntries(account.routing.archives.map((archive) => [archive.name, archive.list()])),
  '/permissions': () => ({
    roles: topology.roles.map(({ name }) => name),
    denied: account.authorizer.denials,
    unused: account.authorizer.unused(),
  }),
});
