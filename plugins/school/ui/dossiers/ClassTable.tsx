import {
  DataTable,
  DossierTotal,
  EmptyState,
  LackingPapers,
  Link,
  Stack,
  Text,
  useFormats,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { ClassDossiers } from '../../shared/dossiers';
import { dossierTexts } from './texts';

type Row = ClassDossiers['pupils'][number];
type Props = { of: ClassDossiers | undefined; caption: string; error: unknown; retry: () => void };

/** Pupils of a class with what the file of each lacks; those who have left stand there too. */
export function ClassTable({ of, caption, error, retry }: Props) {
  const t = useTexts(dossierTexts);
  const { day } = useFormats();
  const columns: Column<Row>[] = [
    {
      key: 'pupil',
      title: t('pupil'),
      value: ({ name }) => name,
      isName: true,
      cell: ({ id, name, leftOn }) => (
        <>
          <Link to={`/school/dossiers/${id}` as '/'} aria-label={t('open.of', { name })}>
            {name}
          </Link>
          {leftOn && (
            <Text size="sm" c="dimmed">
              {t('left.on', { day: day(leftOn) })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'papers',
      title: t('papers'),
      value: ({ lacking }) => lacking.length,
      cell: ({ lacking }) => <LackingPapers lacking={lacking} />,
    },
  ];
  return (
    <Stack gap="md">
      <DossierTotal rows={(of?.pupils ?? []).filter(({ leftOn }) => !leftOn)} />
      <DataTable
        caption={caption}
        columns={columns}
        rows={of?.pupils}
        rowKey={({ id }) => id}
        error={error}
        retry={retry}
        empty={<EmptyState title={t('none')} />}
      />
    </Stack>
  );
}
