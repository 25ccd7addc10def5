import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPlugins, root } from '../../server/find';
import { catalogueOf } from '../catalogue';
import { eventsPage } from '../events-page';

const { found } = findPlugins();

describe('The catalogue of events', () => {
  it('is collected from all manifests', () => {
    const events = catalogueOf(found);
    const declared = found.flatMap((plugin) => Object.keys(plugin.events ?? {}));
    expect(events.map(({ event }) => event).sort()).toEqual(declared.sort());
    for (const { event, means } of events) expect([event, means.length > 5]).toEqual([event, true]);
  });

  it('stands in the documentation as it is (write it anew: npm run docs:audit-events)', () => {
    expect(readFileSync(join(root, 'docs/audit-events.md'), 'utf8')).toBe(eventsPage(found));
  });

  it('says aloud what is not recorded', () => {
    const silent = found.flatMap(({ routes = [], jobs = [] }) =>
      [...routes, ...jobs].flatMap(({ unaudited }) => unaudited ?? []),
    );
    for (const why of silent) expect(eventsPage(found)).toContain(why);
  });
});
