import { useState } from 'react';
import {
  Checkbox,
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
  useTexts,
  type Column,
} from '@regiso/core/ui';
import { Enrol } from '../groups/Enrol';
import { daysLeft, type DirectedChild } from '../groups/model';
import { TakeDocuments } from '../groups/TakeDocuments';
import { directedTexts } from '../groups/texts';
import { texts } from '../texts';
import { useWords } from '../words';

/** Children directed here: contacts, what is left of the terms, documents, one order for many. */
export default function Directed() {
  const t = useTexts(directedTexts);
  const titles = useTexts(texts);
  const mayKeep = useMay('kindergarten.keep-groups');
  const children = useApi<DirectedChild[]>('/kindergarten/directed');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const ready = new Set((children.data ?? []).filter(({ status }) => status === 'docs').map(({ id }) => id));
  const taken = chosen.filter((id) => ready.has(id));
  return (
    <Page title={titles('directed')} lead={t('lead')}>
      <Stack gap="md">
        {mayKeep && ready.size > 0 && (
          <Group>
            <Enrol directions={taken} onDone={() => setChosen([])} />
            <Text c="dimmed">{t('enrol.chosen', { count: taken.length })}</Text>
          </Group>
        )}
        <DataTable
          caption={titles('directed')}
          columns={useColumns(mayKeep, chosen, setChosen)}
          rows={children.data}
          rowKey={({ id }) => id}
          error={children.error}
          retry={() => void children.refetch()}
          empty={<EmptyState title={t('none')} what={t('none.what')} />}
        />
      </Stack>
    </Page>
  );
}

function useColumns(
  mayKeep: boolean,
  chosen: readonly string[],
  setChosen: (ids: readonly string[]) => void,
): Column<DirectedChild>[] {
  const t = useTexts(directedTexts);
  const words = useWords();
  const { day } = useFormats();
  const columns: Column<DirectedChild>[] = [
    {
      key: 'child',
      title: t('child'),
      value: ({ child }) => child,
      isName: true,
      cell: ({ id, child, state, birthDate, applicationNumber }) => (
        <>
          {mayKeep && state === 'accepted' ? <Link to={`/kindergarten/dossiers/${id}` as '/'}>{child}</Link> : child}
          <Text size="sm" c="dimmed">
            {[birthDate && day(birthDate), applicationNumber].filter(Boolean).join(' · ')}
          </Text>
        </>
      ),
    },
    {
      key: 'guardian',
      title: t('guardian'),
      value: ({ guardian }) => guardian,
      cell: ({ guardian, phone }) => (
        <>
          {guardian}
          {phone && (
            <Text size="sm">
              <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
            </Text>
          )}
        </>
      ),
    },
    { key: 'group', title: t('group'), value: ({ group }) => group },
    {
      key: 'state',
      title: t('state'),
      value: ({ status }) => words.status(status as 'offered'),
    },
    {
      key: 'term',
      title: t('term'),
      value: ({ documentsBy, answerBy }) => documentsBy ?? answerBy,
      cell: (row) => <Term row={row} />,
    },
  ];
  if (!mayKeep) return columns;
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return [
    ...columns,
    {
      key: 'act',
      title: t('act'),
      value: () => null,
      sortable: false,
      cell: (row) => {
        if (row.status === 'directed') return <TakeDocuments row={row} />;
        if (row.status !== 'docs') return <></>;
        const label = t('choose', { child: row.child });
        return <Checkbox aria-label={label} checked={chosen.includes(row.id)} onChange={() => toggle(row.id)} />;
      },
    },
  ];
}

function Term({ row: { status, answerBy, documentsBy, isProvisional } }: { row: DirectedChild }) {
  const t = useTexts(directedTexts);
  const { day } = useFormats();
  if (status === 'docs') return t('term.order');
  const last = documentsBy ?? answerBy;
  const left = daysLeft(last);
  return (
    <>
      {documentsBy ? t('term.documents', { day: day(last) }) : t('term.answer', { day: day(last) })}
      <Text size="sm" c={left < 0 ? 'red' : 'dimmed'}>
        {left < 0 ? t('late') : t('left', { count: left })}
        {isProvisional && `, ${t('provisional')}`}
      </Text>
    </>
  );
}
