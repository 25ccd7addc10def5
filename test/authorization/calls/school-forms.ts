import { sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { freeze } from '../../../plugins/school/server/forms/frozen';
import { aPupil } from '../../../plugins/school/server/test/builders';
import type { Making } from '../call';
import type { Ground } from '../ground';

const cell = { line: '21-02', column: '3' };
/** The form of the year before: its day has passed whatever the day is. */
const year = () => Number(dayFrom(0).slice(0, 4)) - 1;
let value = 10;

/** The school in a year that is over, with one pupil and a frozen form. */
const aForm = (ground: Ground) =>
  ground.once('frozen form', () =>
    ground.work(async () => {
      const { organisationId, participantId } = ground.school;
      const [made] = await sql<{
        id: string;
      }>`INSERT INTO school.years (organisation_id, participant_id, municipality_id,
          first_year, starts_on, ends_on)
        SELECT id, ${participantId}, municipality_id, ${year()}, ${`${year()}-09-01`}, ${`${year() + 1}-05-31`}
        FROM core.organisations WHERE id = ${organisationId} RETURNING id`;
      const [group] = await sql<{
        id: string;
      }>`INSERT INTO school.classes (organisation_id, participant_id, municipality_id,
          year_id, grade, letter)
        SELECT organisation_id, participant_id, municipality_id, id, 3, 'Я' FROM school.years WHERE id = ${made?.id} RETURNING id`;
      const { id } = await aPupil(organisationId, group?.id ?? '', 0, `${year()}-09-01`);
      await sql`UPDATE school.pupils SET ends_on = ${`${year() + 1}-05-31`} WHERE id = ${id}`;
      await freeze(year(), organisationId, dayFrom(0));
      return { year: year(), organisation: organisationId };
    }),
  );

const asQuery = async (ground: Ground) => ({ ...(await aForm(ground)), year: `${year()}` });

export const schoolFormCalls: Readonly<Record<string, Making>> = {
  'GET /api/school/forms/oo-1': async (ground) => ({ query: await asQuery(ground) }),
  'GET /api/school/forms/oo-1/cell': async (ground) => ({ query: { ...(await asQuery(ground)), ...cell } }),
  'GET /api/school/forms/oo-1/schools': async (ground) => {
    const { organisation, year: ofYear } = await asQuery(ground);
    // Another call may have thawed it.
    await ground.work(() => freeze(year(), organisation, dayFrom(0)).catch(() => undefined));
    return { query: { year: ofYear, ...cell }, record: organisation };
  },
  'POST /api/school/forms/oo-1/corrections': async (ground) => {
    value += 1;
    return { payload: { ...(await aForm(ground)), ...cell, value, reason: 'По книге приказов' } };
  },
  'POST /api/school/forms/oo-1/freeze': async (ground) => {
    const payload = await aForm(ground);
    await ground.work(async () => {
      await sql`ALTER TABLE school.form_snapshots DISABLE TRIGGER form_snapshots_fixed`;
      await sql`DELETE FROM school.form_snapshots WHERE organisation_id = ${payload.organisation}`;
      await sql`ALTER TABLE school.form_snapshots ENABLE TRIGGER form_snapshots_fixed`;
    });
    return { payload };
  },
  'POST /api/school/forms/oo-1/file': async (ground) => ({ payload: await aForm(ground) }),
};
