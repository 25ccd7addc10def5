import { useState } from 'react';
import {
  Alert,
  Badge,
  Button,
  Checkbox,
  ConfirmButton,
  DataTable,
  EChart,
  EmptyState,
  NativeSelect,
} from '@regiso/core/ui';
import { notifyDone, TextInput, tokensOf, useFormats, useScheme, useTexts, type Column } from '@regiso/core/ui';
import { IconAlertTriangle, IconCheck, IconClock, IconPencil, IconX } from '@tabler/icons-react';
import { lookTexts } from './look-texts';
import styles from './Look.module.css';

export function Actions() {
  const t = useTexts(lookTexts);
  const show = () => notifyDone({ text: t('look.undone'), undo: () => undefined });
  return (
    <div className={styles.line}>
      <Button>{t('look.main')}</Button>
      <Button variant="default">{t('look.other')}</Button>
      <Button variant="subtle">{t('look.quiet')}</Button>
      <Button loading>{t('look.wait')}</Button>
      <Button disabled>{t('look.off')}</Button>
      <Button variant="default" onClick={show}>
        {t('look.try')}
      </Button>
      <ConfirmButton
        question={t('look.ask-question')}
        consequence={t('look.ask-consequence')}
        confirm={t('look.ask')}
        onConfirm={() => undefined}
      >
        {t('look.ask')}
      </ConfirmButton>
    </div>
  );
}

export function States() {
  const t = useTexts(lookTexts);
  return (
    <>
      <div className={styles.line}>
        <Badge color="green" variant="light" leftSection={<IconCheck size={16} aria-hidden />}>
          {t('look.good')}
        </Badge>
        <Badge color="yellow" variant="light" leftSection={<IconClock size={16} aria-hidden />}>
          {t('look.soon')}
        </Badge>
        <Badge color="red" variant="light" leftSection={<IconX size={16} aria-hidden />}>
          {t('look.bad')}
        </Badge>
        <Badge color="gray" variant="light" leftSection={<IconPencil size={16} aria-hidden />}>
          {t('look.neutral')}
        </Badge>
      </div>
      <Alert color="yellow" mt="md" icon={<IconClock size={20} />}>
        {t('look.warned')}
      </Alert>
      <Alert color="red" mt="md" icon={<IconAlertTriangle size={20} />}>
        {t('look.refused')}
      </Alert>
    </>
  );
}

export function Fields() {
  const t = useTexts(lookTexts);
  const [number, setNumber] = useState('14-у');
  return (
    <div className={styles.fields}>
      <TextInput
        label={t('look.number')}
        description={t('look.number-help')}
        required
        value={number}
        error={number === '14-у' && t('look.number-wrong')}
        onChange={({ currentTarget }) => setNumber(currentTarget.value)}
      />
      <NativeSelect label={t('look.kind')} data={[t('look.kind-first'), t('look.kind-second')]} />
      <Checkbox label={t('look.agree')} defaultChecked />
    </div>
  );
}

type Row = { school: string; pupils: number; share: number };
const rows: Row[] = [
  { school: 'Школа № 1', pupils: 1240, share: 93.4 },
  { school: 'Школа № 2', pupils: 318, share: 88.1 },
  { school: 'Лицей № 93', pupils: 902, share: 97 },
];

export function Tables() {
  const t = useTexts(lookTexts);
  const { percent } = useFormats();
  const columns: Column<Row>[] = [
    { key: 'school', title: t('look.school'), value: ({ school }) => school, isName: true },
    { key: 'pupils', title: t('look.pupils'), value: ({ pupils }) => pupils, numeric: true },
    {
      key: 'share',
      title: t('look.share'),
      value: ({ share }) => share,
      cell: ({ share }) => percent(share),
      numeric: true,
    },
  ];
  return <DataTable caption={t('look.table')} columns={columns} rows={rows} rowKey={({ school }) => school} />;
}

export const Empty = () => <EmptyState />;

export function Charts() {
  const t = useTexts(lookTexts);
  const tokens = tokensOf(useScheme());
  const bars = [
    { name: t('look.russian'), value: 71 },
    { name: t('look.maths'), value: 63 },
    { name: t('look.physics'), value: 52 },
  ];
  const option = {
    xAxis: { type: 'value', min: 0, show: false },
    yAxis: { type: 'category', inverse: true, data: bars.map(({ name }) => name), axisTick: { show: false } },
    series: [
      {
        type: 'bar',
        barWidth: 20,
        itemStyle: { color: tokens.brand, borderRadius: [0, 3, 3, 0] },
        label: { show: true, position: 'right' },
        data: bars.map(({ value }) => value),
      },
    ],
  };
  return (
    <EChart
      heading={<h3>{t('look.bars')}</h3>}
      label={`${t('look.bars')}. ${t('look.bars-says')}`}
      option={option}
      height={160}
      tableTwin={
        <table>
          <thead>
            <tr>
              <th scope="col">{t('look.subject')}</th>
              <th scope="col">{t('look.mean')}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
