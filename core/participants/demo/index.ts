import { audit } from '../../server/audit';
import type { DemoRun } from '../../server/plugin';
import { homeRegion } from '../../territory/home';
import { demoOrganisations } from './generate';
import { saveDemo } from './save';

/**
 * Writes the demo register of the home region. Running it again changes nothing, or puts back what somebody has changed in
 * it; a larger size adds to a smaller one; nothing is ever removed, because results may hang on it.
 */
export async function loadDemoRegister(run: DemoRun): Promise<void> {
  const { size, seed } = run;
  const pack = homeRegion();
  run.progress(0.1, 'Организации');
  const organisations = demoOrganisations(pack, size, seed);
  run.progress(0.3, 'Организации');
  const changed = await saveDemo(pack.id, organisations);
  run.progress(1, 'Организации');
  if (!changed) return;
  await audit(
    'participants.demo-loaded',
    { type: 'region', id: pack.id },
    { size, organisations: organisations.length },
  );
}
