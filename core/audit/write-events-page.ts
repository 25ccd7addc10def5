import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPlugins, root } from '../server/find';
import { eventsPage } from './events-page';

const { found, failed } = findPlugins();
if (failed.length) throw new Error(failed.map(({ plugin, problem }) => `${plugin}: ${problem}`).join('\n'));
writeFileSync(join(root, 'docs/audit-events.md'), eventsPage(found));
