import { context } from '../server/context';
import { forbidden, notFound } from '../server/errors';
import type { Importer } from '../server/importer';
import { enabledPlugins } from '../server/installed';

export type Kind = { plugin: string; importer: Importer };

/** Every kind of file that the enabled plugins take in. */
export const allKinds = (): Kind[] =>
  enabledPlugins().flatMap(({ id, importers }) => (importers ?? []).map((importer) => ({ plugin: id, importer })));

/** One kind. Throws 404 with the kinds there are. */
export function kindOf(kind: string): Kind {
  const kinds = allKinds();
  const found = kinds.find(({ importer }) => importer.kind === kind);
  if (found) return found;
  const known = kinds.map(({ importer }) => importer.kind).join(', ');
  throw notFound(`Вид файла «${kind}» неизвестен. Есть виды: ${known}`);
}

const mayUse = ({ importer }: Kind) => context().actor?.permissions.has(importer.permission) === true;

/** Kinds that the present caller may import. */
export const ownKinds = () => allKinds().filter(mayUse);

/** One kind that the present caller may import. */
export function ownKind(kind: string): Kind {
  const found = kindOf(kind);
  if (!mayUse(found)) throw forbidden(`Загружать «${found.importer.title}» может тот, у кого есть это право`);
  return found;
}

/** The kind with the columns that a reference adds at present; in a transaction. */
export async function withColumns(kind: Kind): Promise<Kind> {
  const { importer } = kind;
  if (!importer.moreColumns) return kind;
  const columns = { ...importer.columns, ...(await importer.moreColumns()) };
  return { ...kind, importer: { ...importer, columns } };
}
