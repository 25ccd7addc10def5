import { useState } from 'react';
import {
  Anchor,
  DataTable,
  EmptyState,
  FileActions,
  Group,
  Page,
  Stack,
  Text,
  useApi,
  useFormats,
  useParam,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import { movementKinds, type Movement, type MovementKind } from '../../shared/movement';
import { Pupils, type Asked } from '../movement/Pupils';
import { movementTexts } from '../movement/texts';
import { DaySpan } from '../substitutions/DaySpan';
import { texts } from '../texts';
import styles from '../timetable/Timetable.module.css';

/** How many pupils the classes of a year had, gained and lost over some days; a number opens its list. */
export default function MovementPage() {
  const t = useTexts(movementTexts);
  const titles = useTexts(texts);
  const { day } = useFormats();
  const id = useParam('id');
  const [wanted, change] = useUrlState({ from: '', to: '' });
  const [asked, ask] = useState<Asked | null>(null);
  const given = { ...(wanted.from && { from: wanted.from }), ...(wanted.to && { to: wanted.to }) };
  const { data, error, isPending, refetch } = useApi<Movement>(`/school/years/${id}/movement`, given);
  const { from, to } = data ?? wanted;
  return (
    <Page
      title={titles('movement')}
      lead={<span className={styles.screen}>{t('lead')}</span>}
      breadcrumbs={[
        { title: titles('years'), to: '/school/years' },
        { title: titles('year'), to: `/school/years/${id}` },
      ]}
      actions={
        <FileActions
          path={`/school/years/${id}/movement/file`}
          body={given}
          isReady={Boolean(data)}
          file={t('file')}
          print={t('print')}
        />
      }
    >
      <Stack gap="lg">
        <Group align="end" className={styles.screen}>
          <DaySpan {...{ from, to }} onChange={change} />
        </Group>
        <section aria-labelledby="movement">
          <h2 id="movement">
            {data ? `${data.organisation}, ${t('days', { from: day(from), to: day(to) })}` : titles('movement')}
          </h2>
          {data && <Sum classes={data.classes} />}
          <DataTable
            caption={titles('movement')}
            columns={useColumns(data?.classes ?? [], ask)}
            rows={isPending ? undefined : data?.classes}
            rowKey={({ classId }) => classId}
            error={error}
            retry={() => void refetch()}
            empty={<EmptyState title={t('none')} />}
          />
        </section>
        <Text c="dimmed">{t('count')}</Text>
      </Stack>
      <Pupils {...{ asked, from, to }} onClose={() => ask(null)} />
    </Page>
  );
}

type Line = Movement['classes'][number];

const leaving = ['moved', 'other-school', 'finished', 'other', 'unknown'] as const;

function Sum({ classes }: { classes: readonly Line[] }) {
  const t = useTexts(movementTexts);
  const sum = (...kinds: MovementKind[]) =>
    classes.reduce((total, { counts }) => kinds.reduce((all, kind) => all + (counts[kind] ?? 0), total), 0);
  return (
    <Text mb="md">
      {t('sum', { start: sum('start'), arrived: sum('arrived'), left: sum(...leaving), end: sum('end') })}
    </Text>
  );
}

const always: readonly MovementKind[] = ['start', 'arrived', 'end'];

function useColumns(classes: readonly Line[], ask: (asked: Asked) => void): Column<Line>[] {
  const t = useTexts(movementTexts);
  const { number } = useFormats();
  // A reason that nobody has left for would only make the sheet wider.
  const shown = movementKinds.filter((kind) => always.includes(kind) || classes.some(({ counts }) => counts[kind]));
  return [
    {
      key: 'class',
      title: t('class'),
      value: ({ name }) => name.padStart(4, '0'),
      isName: true,
      cell: ({ name }) => name,
    },
    ...shown.map((kind): Column<Line> => ({
      key: kind,
      title: t(kind),
      value: ({ counts }) => counts[kind] ?? 0,
      numeric: true,
      cell: ({ classId, name, counts: { [kind]: count = 0 } }) =>
        count === 0 ? (
          number(0)
        ) : (
          <Anchor
            component="button"
            type="button"
            aria-label={t('open', { class: name, what: t(kind), count })}
            onClick={() => ask({ classId, name, kind })}
          >
            {number(count)}
          </Anchor>
        ),
    })),
  ];
}
