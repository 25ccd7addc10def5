import type { ReactNode } from 'react';
import { IconMoodCheck } from '@tabler/icons-react';
import {
  EmptyState,
  ErrorState,
  FileActions,
  Group,
  NativeSelect,
  PageSkeleton,
  Stack,
  Text,
  useApi,
  useFormats,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import { riskSigns } from '../../shared/risk-signs';
import type { RiskList } from '../../shared/risks';
import { Norms } from './Norms';
import { Pupil } from './Pupil';
import styles from './Risks.module.css';
import { riskTexts } from './texts';

type Props = {
  /** Where the list is asked for. */
  address: string;
  /** What chooses among classes. */
  choice?: ReactNode;
  hasReports?: boolean;
};

/** Who needs attention and why, the most urgent first; by one reason where one is chosen. */
export function Risks({ address, choice, hasReports = false }: Props) {
  const t = useTexts(riskTexts);
  const [{ reason, done }, choose] = useUrlState({ reason: '', done: '' });
  const { data, error, refetch } = useApi<RiskList>(address);
  const has = (sign: string) => data?.pupils.filter(({ signs }) => signs.some((one) => one.sign === sign)) ?? [];
  const found = (reason ? has(reason) : data?.pupils) ?? [];
  const waiting = found.filter((pupil) => !pupil.done.count);
  const shown = done ? waiting : found;
  return (
    <Stack gap="lg">
      <Group align="end" className={styles.screen ?? ''}>
        {choice}
        <NativeSelect
          label={t('reason')}
          value={reason}
          data={[
            { value: '', label: t('reason.all') },
            // What nobody is here for would only make the choice longer.
            ...riskSigns
              .filter((sign) => sign === reason || has(sign).length > 0)
              .map((sign) => ({
                value: sign,
                label: t('reason.count', { reason: t(sign), count: has(sign).length }),
              })),
          ]}
          onChange={({ currentTarget: { value } }) => choose({ reason: value })}
        />
        <NativeSelect
          label={t('done')}
          value={done}
          data={[
            { value: '', label: t('done.any') },
            { value: 'none', label: t('done.waiting', { count: waiting.length }) },
          ]}
          onChange={({ currentTarget: { value } }) => choose({ done: value })}
        />
        <FileActions path={`${address}/file`} isReady={Boolean(data)} file={t('file')} print={t('print')} />
      </Group>
      {error && !data ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error && <PageSkeleton />}
      {data && (
        <Found
          list={data}
          shown={shown}
          none={done ? 'none.done' : reason ? 'none.reason' : 'none'}
          hasReports={hasReports}
        />
      )}
    </Stack>
  );
}

type None = 'none' | 'none.reason' | 'none.done';
type FoundProps = { list: RiskList; shown: RiskList['pupils']; none: None; hasReports: boolean };

function Found({ list, shown, none, hasReports }: FoundProps) {
  const t = useTexts(riskTexts);
  const { day, number } = useFormats();
  const urgent = list.pupils.filter(({ score }) => score >= list.urgentFrom).length;
  const sums = { found: number(list.found), looked: number(list.looked), urgent: number(urgent) };
  return (
    <>
      <Text>
        {t('summary', { day: day(list.day), ...sums })}
        {list.found > list.pupils.length && ` ${t('summary.cut', { shown: number(list.pupils.length) })}`}
      </Text>
      {shown.length ? (
        <ol className={styles.list}>
          {shown.map((pupil) => (
            <Pupil key={pupil.id} pupil={pupil} list={list} hasReports={hasReports} />
          ))}
        </ol>
      ) : (
        <EmptyState
          icon={IconMoodCheck}
          title={t(none)}
          what={t(none === 'none.done' ? 'none.done-what' : 'none.what')}
        />
      )}
      <Norms list={list} />
    </>
  );
}
