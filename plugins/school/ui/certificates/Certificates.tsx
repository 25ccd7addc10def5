import {
  api,
  Button,
  ErrorState,
  notifyDone,
  notifyProblem,
  PageSkeleton,
  Text,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ClassCertificates, Recoded } from '../../shared/certificates';
import { useDays } from '../diary/AbsencesView';
import diary from '../diary/Diary.module.css';
import { Record } from './Record';
import { certificateTexts } from './texts';

/** Certificates of the own class: recorded, with the absences each has recoded, and taken back. */
export function Certificates({ classId }: { classId: string }) {
  const t = useTexts(certificateTexts);
  const address = `/school/classes/${classId}/certificates`;
  const { data, error, refetch } = useApi<ClassCertificates>(address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <section className={diary.section} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <Text c="dimmed">{t('what')}</Text>
      <div>
        <Record address={address} pupils={data.pupils} />
      </div>
      {data.certificates.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <ul className={diary.lessons}>
        {data.certificates.map((one) => (
          <Certificate key={one.id} certificate={one} codes={data.codes} address={address} />
        ))}
      </ul>
    </section>
  );
}

type Props = {
  certificate: ClassCertificates['certificates'][number];
  codes: ClassCertificates['codes'];
  address: string;
};

function Certificate({ certificate, codes, address }: Props) {
  const t = useTexts(certificateTexts);
  const days = useDays();
  const { briefDay, briefInstant, list } = useFormats();
  const queries = useQueryClient();
  const { id, name, note, recordedAt, withdrawnAt, changes, left } = certificate;
  const withdraw = useMutation({
    mutationFn: () => api.post<Recoded>(`/school/certificates/${id}/withdraw`),
    onError: notifyProblem,
    onSuccess: ({ noted }) => notifyDone({ text: t('withdraw.done', { count: noted }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  const letter = (code: string) => codes.find((one) => one.code === code)?.letter ?? code;
  return (
    <li className={diary.subject}>
      <h3>{name}</h3>
      <Text>{[days(certificate), note].join(' · ')}</Text>
      <Text size="sm" c="dimmed">
        {withdrawnAt
          ? t('at.withdrawn', { at: briefInstant(withdrawnAt) })
          : t('at.recorded', { at: briefInstant(recordedAt) })}
      </Text>
      {changes.map(({ day, lessons, before, after }) => (
        <Text key={`${day}/${before}`} size="sm">
          {t('change', { day: briefDay(day), count: lessons, before: letter(before), after: letter(after) })}
        </Text>
      ))}
      {!changes.length && <Text size="sm">{t('no-changes')}</Text>}
      {left.length > 0 && <Text size="sm">{t('left', { days: list(left.map((day) => briefDay(day))) })}</Text>}
      {!withdrawnAt && (
        <Button
          variant="subtle"
          size="compact-md"
          style={{ justifySelf: 'start' }}
          aria-label={t('withdraw.of', { name, days: days(certificate) })}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate()}
        >
          {t('withdraw')}
        </Button>
      )}
    </li>
  );
}
