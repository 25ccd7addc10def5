import { useState } from 'react';
import { DataTable, Group, Link, SegmentedControl, Text, useFormats, useTexts, type Column } from '@regiso/core/ui';
import { useWords } from '../words';
import { namesOf, type Decision, type RunPage } from './model';
import { runTexts } from './texts';

const step = 100;

/** Every decision with its reason, in the order of filing. */
export function Protocol({ page }: { page: RunPage }) {
  const t = useTexts(runTexts);
  const [show, setShow] = useState('all');
  const [shown, setShown] = useState(step);
  const all = page.protocol.decisions.filter(({ place }) => show === 'all' || (show === 'placed') === Boolean(place));
  return (
    <>
      <Group mb="sm">
        <SegmentedControl
          aria-label={t('protocol')}
          value={show}
          onChange={setShow}
          data={(['all', 'placed', 'unplaced'] as const).map((value) => ({ value, label: t(`show.${value}`) }))}
        />
      </Group>
      <DataTable
        caption={t('protocol')}
        columns={useColumns(page)}
        rows={all.slice(0, shown)}
        rowKey={({ number }) => number}
        sortParameter="order"
        total={all.length}
        more={all.length > shown ? { load: () => setShown(shown + step), loading: false } : undefined}
      />
    </>
  );
}

function useColumns(page: RunPage): Column<Decision>[] {
  const t = useTexts(runTexts);
  const names = namesOf(page);
  const reason = useReason(names);
  return [
    {
      key: 'number',
      title: t('number'),
      value: ({ number }) => number,
      isName: true,
      cell: ({ number }) => <Link to={`/kindergarten/queue/${names.application(number)}` as '/'}>{number}</Link>,
    },
    {
      key: 'result',
      title: t('result'),
      value: ({ place }) => (place ? names.organisation(place.organisation) : ''),
      cell: ({ place }) =>
        place ? (
          <>
            {t('result.place', {
              organisation: names.organisation(place.organisation),
              group: names.group(place.group),
            })}
            <Text size="sm" c="dimmed">
              {[
                place.choice ? t('choice', { choice: place.choice }) : t('choice.other'),
                t('standing', { standing: place.standing, of: place.of }),
              ].join(' · ')}
            </Text>
          </>
        ) : (
          t('result.none')
        ),
    },
    {
      key: 'why',
      title: t('why'),
      value: () => null,
      sortable: false,
      cell: ({ passed }) => passed.map((one) => <div key={one.organisation}>{reason(one)}</div>),
    },
  ];
}

function useReason({ organisation }: ReturnType<typeof namesOf>) {
  const t = useTexts(runTexts);
  const words = useWords();
  const { instant } = useFormats();
  return ({ organisation: id, why, cutOff, behind }: Decision['passed'][number]) => {
    const values = { organisation: organisation(id), behind: behind ?? 0 };
    if (why === 'no-group') return t('why.no-group', values);
    if (!cutOff) return t('why.full', values);
    const cut = { ...values, class: words.class(cutOff.class).toLowerCase(), filed: instant(cutOff.filed) };
    return cutOff.sibling ? t('why.full.sibling', cut) : t('why.full.cut', cut);
  };
}
