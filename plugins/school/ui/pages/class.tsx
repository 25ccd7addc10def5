import {
  Button,
  DataTable,
  EmptyState,
  Group,
  Link,
  Page,
  Stack,
  Text,
  useApi,
  useFormats,
  useMay,
  useParam,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { ClassView } from '../../shared/classes';
import { Left } from '../classes/Left';
import { LeaveDialog } from '../classes/LeaveDialog';
import { MoveDialog } from '../classes/MoveDialog';
import { PlaceDialog } from '../classes/PlaceDialog';
import { classTexts } from '../classes/texts';
import { UndoLeaving } from '../classes/UndoLeaving';
import { texts } from '../texts';

type Member = ClassView['members'][number];

/** A class: who is in it, who has left, and the way to another class. */
export default function ClassPage() {
  const t = useTexts(classTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  const { data, error, isPending, refetch } = useApi<ClassView>(`/school/classes/${id}`);
  const columns = useColumns(data?.others ?? []);
  const mayKeep = useMay('school.keep-classes');
  return (
    <Page
      title={data ? t('title', { name: data.name }) : titles('class')}
      lead={data && [data.teacher ?? t('no-teacher'), data.organisation].join(' · ')}
      breadcrumbs={[{ title: titles('classes'), to: '/school/classes' }]}
      actions={
        data && (
          <>
            <Button
              variant="default"
              renderRoot={(root) => <Link {...root} to={`/school/classes/${id}/dossiers` as '/'} />}
            >
              {titles('dossiers')}
            </Button>
            <Button
              variant="default"
              renderRoot={(root) => <Link {...root} to={`/school/classes/${id}/portfolios` as '/'} />}
            >
              {titles('portfolios')}
            </Button>
            {mayKeep && <PlaceDialog of={data} />}
          </>
        )
      }
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && (
        <Stack gap="md">
          <DataTable
            caption={t('title', { name: data.name })}
            columns={columns}
            rows={data.members}
            rowKey={(member) => member.id}
            empty={<EmptyState title={t('no-pupils')} />}
          />
        </Stack>
      )}
    </Page>
  );
}

function useColumns(others: ClassView['others']): Column<Member>[] {
  const t = useTexts(classTexts);
  const { day } = useFormats();
  const mayMove = useMay('school.keep-classes');
  return [
    {
      key: 'pupil',
      title: t('pupil'),
      value: ({ name }) => name,
      isName: true,
      cell: ({ name, birthDate }) => (
        <>
          {name}
          {birthDate && (
            <Text size="sm" c="dimmed">
              {day(birthDate)}
            </Text>
          )}
        </>
      ),
    },
    { key: 'from', title: t('from'), value: ({ from }) => from, cell: ({ from }) => day(from) },
    { key: 'to', title: t('to'), value: ({ to }) => to, cell: (pupil) => <Left pupil={pupil} /> },
    ...(mayMove
      ? [
          {
            key: 'act',
            title: t('act'),
            value: () => null,
            sortable: false,
            cell: (pupil: Member) =>
              pupil.to ? (
                <UndoLeaving pupil={pupil} />
              ) : (
                <Group gap="xs">
                  <MoveDialog pupil={pupil} others={others} />
                  <LeaveDialog pupil={pupil} />
                </Group>
              ),
          },
        ]
      : []),
  ];
}
