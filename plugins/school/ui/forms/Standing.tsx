import {
  api,
  ConfirmButton,
  List,
  notifyDone,
  notifyProblem,
  Text,
  Title,
  useFormats,
  useLanguage,
  useMay,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { SchoolForm } from '../../shared/forms';
import styles from './Form.module.css';
import { formTexts } from './texts';

type Props = { form: SchoolForm };

/** Whether the form of a school is frozen, and the button that freezes it once its day has come. */
export function Standing({ form: { year, day, organisation, frozenAt, changed } }: Props) {
  const t = useTexts(formTexts);
  const { day: said, instant } = useFormats();
  const queries = useQueryClient();
  const mayKeep = useMay('school.keep-classes');
  const isDue = useToday() >= day;
  const freeze = useMutation({
    mutationFn: () => api.post('/school/forms/oo-1/freeze', { year, organisation }),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('freeze.done') });
      await queries.invalidateQueries();
    },
  });
  if (frozenAt)
    return (
      <Text>
        {t('frozen', { at: instant(frozenAt) })} {changed > 0 && t('changed', { count: changed })}
      </Text>
    );
  return (
    <div>
      <Text>
        {t('draft')} {t(isDue ? 'draft.late' : 'draft.due', { day: said(day) })}
      </Text>
      {mayKeep && isDue && (
        <ConfirmButton
          className={styles.screen ?? ''}
          mt="sm"
          loading={freeze.isPending}
          question={`${t('freeze')}?`}
          consequence={t('freeze.what', { day: said(day) })}
          confirm={t('freeze')}
          onConfirm={() => freeze.mutate()}
        >
          {t('freeze')}
        </ConfirmButton>
      )}
    </div>
  );
}

/** Which schools are not in the sum: their forms are not frozen. */
export function Waiting({ form: { schools }, municipality }: Props & { municipality: string }) {
  const t = useTexts(formTexts);
  const waiting = schools.filter((one) => !one.isFrozen && (!municipality || one.municipality === municipality));
  if (!waiting.length) return null;
  const first = waiting.slice(0, 10).map(({ name }) => name);
  return (
    <Text>
      {t('waiting')} {first.join(', ')}
      {waiting.length > first.length && t('waiting.more', { count: waiting.length - first.length })}
    </Text>
  );
}

/** The form against other sources, and what the records lack to fill it. */
export function Notes({ form: { against, unknown } }: Props) {
  const t = useTexts(formTexts);
  const { language } = useLanguage();
  const { number } = useFormats();
  const counts = (['birthDate', 'sex', 'citizenship'] as const).filter((field) => unknown[field] > 0);
  const flags = (['settlement', 'moves'] as const).filter((field) => unknown[field]);
  const lacking = [
    ...counts.map((field) => t(`unknown.${field}`, { count: unknown[field] })),
    ...flags.map((field) => t(`unknown.${field}`)),
  ];
  const said = ({ form, source }: SchoolForm['against'][number]) => {
    if (form === null || source === null) return t('against.unknown');
    if (form === source) return t('against.same', { count: form });
    return t('against.differs', { form: number(form), source: number(source) });
  };
  return (
    <>
      {against.length > 0 && (
        <section>
          <Title order={2} size="h4" mt="xs" mb="xs">
            {t('against')}
          </Title>
          <List>
            {against.map((one) => (
              <List.Item key={one.code}>
                {language === 'ru' ? one.title : one.titleEn} — {said(one)}
              </List.Item>
            ))}
          </List>
        </section>
      )}
      {lacking.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('unknown')}: {lacking.join('; ')}.
        </Text>
      )}
    </>
  );
}
