import { IconAward } from '@tabler/icons-react';
import {
  api,
  Button,
  EmptyState,
  ErrorState,
  Group,
  notifyDone,
  notifyProblem,
  PageSkeleton,
  ReasonDialog,
  Text,
  useApi,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ClassPortfolioItem, ClassPortfolios } from '../../shared/portfolio';
import { TaskFiles } from '../lesson/TaskFiles';
import { Item } from './Item';
import styles from './Portfolio.module.css';
import { portfolioTexts } from './texts';

/** Achievements of the pupils of a class: those that wait are confirmed or returned with a reason. */
export function ClassItems({ classId }: { classId: string }) {
  const t = useTexts(portfolioTexts);
  const address = `/school/classes/${classId}/portfolios`;
  const { data, error, refetch } = useApi<ClassPortfolios>(address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  if (!data.items.length) return <EmptyState icon={IconAward} title={t('class.none')} what={t('class.none.what')} />;
  const parts = [
    ['class.waiting', data.items.filter(({ state }) => state === 'waiting')],
    ['class.answered', data.items.filter(({ state }) => state !== 'waiting')],
  ] as const;
  return parts.map(
    ([part, items]) =>
      items.length > 0 && (
        <section key={part} className={styles.section} aria-label={t(part)}>
          <h2>{t(part)}</h2>
          <ul className={styles.items}>
            {items.map((item) => (
              <Item key={item.id} item={item} kinds={data.kinds} name={item.name}>
                <TaskFiles address={`${address}/${item.id}/files`} files={item.files} />
                {data.mayDecide && item.state === 'waiting' && <Answer {...{ address, item, of: data }} />}
              </Item>
            ))}
          </ul>
        </section>
      ),
  );
}

type AnswerProps = { address: string; item: ClassPortfolioItem; of: ClassPortfolios };

function Answer({ address, item: { id, version, kind, title, name, files }, of: { kinds } }: AnswerProps) {
  const t = useTexts(portfolioTexts);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: [address] });
  const decide = (answer: object) => api.post(`${address}/${id}/decide`, { version, ...answer });
  const verify = useMutation({
    mutationFn: () => decide({ isVerified: true }),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('verify.done', { title }) }),
    onSettled: again,
  });
  const lacksFile = !files.length && kinds.find(({ code }) => code === kind)?.needsFile;
  return (
    <>
      {lacksFile && <Text size="sm">{t('no-file')}</Text>}
      <Group gap="xs">
        {!lacksFile && (
          <Button
            aria-label={t('verify.of', { title, name })}
            loading={verify.isPending}
            onClick={() => verify.mutate()}
          >
            {t('verify')}
          </Button>
        )}
        <ReasonDialog
          label={t('return')}
          aria-label={t('return.of', { title, name })}
          title={t('return.of', { title, name })}
          what={t('return.what')}
          done={t('return.done')}
          reason={t('return.reason')}
          send={({ reason }) => decide({ isVerified: false, reason })}
          onDone={again}
        />
      </Group>
    </>
  );
}
