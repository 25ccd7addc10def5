import { homeRegion } from '../territory/home';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { invalidInput, notFound, ProblemError } from '../server/errors';
import { columnName } from '../server/model';
import { sql } from '../server/sql';
import { Organisation } from './models';
import type { NewOrganisation, OrganisationChange } from './organisation-input';

/** Adds an organisation of the home region by hand; gives its id. Throws 409 when its INN and KPP stand already. */
export async function addOrganisation(input: NewOrganisation): Promise<string> {
  await checkReferences(input);
  await refuseTwin(input);
  const created = await Organisation.create({
    ...given(input),
    regionId: homeRegion().id,
    source: 'Внесено вручную',
  } as never);
  await audit('participants.organisation-created', { type: 'organisation', id: created.id }, { kind: input.kind });
  return created.id;
}

/** Whether the present person sees an organisation of the register. */
export async function isOrganisationSeen(id: string): Promise<boolean> {
  if (!context().actor?.permissions.has('participants.read')) return false;
  const [row] = await sql`SELECT 1 AS one FROM core.organisations WHERE id = ${id}`;
  return Boolean(row);
}

/** Changes given fields. Throws 404, and 409 when the card has changed meanwhile or its codes stand already elsewhere. */
export async function changeOrganisation(id: string, { version, ...change }: OrganisationChange): Promise<void> {
  await refuseStale(id, version);
  const organisation = await Organisation.findByPk(id);
  if (!organisation) throw notFound('Организация не найдена');
  await checkReferences(change, id);
  const next = { inn: organisation.inn, kpp: organisation.kpp, ...given(change) };
  if ('inn' in change || 'kpp' in change) await refuseTwin(next, id);
  const fields = Object.keys(given(change)).map(columnName);
  organisation.set({ ...given(change), changedAt: new Date() } as never);
  await organisation.save();
  await audit('participants.organisation-changed', { type: 'organisation', id }, { fields });
}

const given = <T extends object>(input: T) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

// xmin is the transaction that wrote the row: an import or another hand changes it, whatever code they come by.
async function refuseStale(id: string, version: string) {
  const [row] = await sql<{ version: string }>`
    SELECT xmin::text AS version FROM core.organisations WHERE id = ${id} FOR UPDATE`;
  if (!row) throw notFound('Организация не найдена');
  if (row.version === version) return;
  throw new ProblemError({
    status: 409,
    code: 'changed-meanwhile',
    title: { ru: 'Карточку уже изменили', en: 'The card has been changed meanwhile' },
    detail:
      'Пока вы правили карточку, её записал кто-то другой. Ваши правки не записаны: сверьте их и сохраните снова.',
  });
}

type References = Pick<Partial<NewOrganisation>, 'municipalityId' | 'parentId'>;

async function checkReferences({ municipalityId, parentId }: References, own: string | null = null) {
  if (municipalityId) {
    const [known] = await sql`SELECT 1 AS one FROM core.municipalities WHERE id = ${municipalityId}`;
    if (!known) throw refused('municipalityId', 'Такого муниципалитета нет');
  }
  if (!parentId) return;
  if (parentId === own) throw refused('parentId', 'Организация не может быть головной сама себе');
  const above = await sql<{ id: string }>`
    WITH RECURSIVE above AS (
      SELECT id, parent_id, 1 AS level FROM core.organisations WHERE id = ${parentId}
      UNION ALL SELECT o.id, o.parent_id, level + 1 FROM core.organisations o JOIN above a ON o.id = a.parent_id
      WHERE level < 20
    ) SELECT id FROM above`;
  if (!above.length) throw refused('parentId', 'Такой организации нет');
  if (above.some(({ id }) => id === own)) throw refused('parentId', 'Эта организация сама входит в правимую');
}

const refused = (field: string, message: string) => invalidInput([{ path: ['payload', field], message }]);

type Codes = { inn?: string | null | undefined; kpp?: string | null | undefined };

// A branch shares the INN of its head, never INN and KPP together.
async function refuseTwin({ inn, kpp }: Codes, exceptId: string | null = null) {
  if (!inn) return;
  const [twin] = await sql<{ name: string }>`SELECT short_name AS name FROM core.organisations
    WHERE inn = ${inn} AND kpp IS NOT DISTINCT FROM ${kpp ?? null} AND id IS DISTINCT FROM ${exceptId}::uuid LIMIT 1`;
  if (!twin) return;
  const message = `Организация с такими ИНН и КПП уже есть: ${twin.name}`;
  throw new ProblemError({
    status: 409,
    code: 'conflict',
    title: { ru: 'Такая организация уже есть', en: 'Such an organisation is there already' },
    issues: [{ path: ['payload', 'inn'], message }],
  });
}
