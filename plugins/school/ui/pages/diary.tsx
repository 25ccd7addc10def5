import { IconNotebook } from '@tabler/icons-react';
import {
  Button,
  EmptyState,
  Group,
  KeptNotice,
  Link,
  Page,
  SegmentedControl,
  Stack,
  Text,
  useKeptApi,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { DiaryOwner } from '../../shared/diary';
import { AbsencesView } from '../diary/AbsencesView';
import { DayView } from '../diary/DayView';
import { MarksView } from '../diary/MarksView';
import { ResultsView } from '../diary/ResultsView';
import { diaryTexts } from '../diary/texts';
import styles from '../journal/Journal.module.css';
import { texts } from '../texts';

const views = ['day', 'marks', 'results', 'absences'] as const;

/** The diary of oneself or of one's children: today first, marks a touch away, several children side by side. */
export default function Diary() {
  const t = useTexts(diaryTexts);
  const titles = useTexts(texts);
  const [{ view, child }, choose] = useUrlState({ view: 'day', child: '', period: '' });
  const { data, error, isPending, refetch } = useKeptApi<DiaryOwner[]>('/school/diaries');
  const shown = views.find((one) => one === view) ?? 'day';
  const owner = data?.find(({ id }) => id === child) ?? data?.[0];
  return (
    <Page title={titles('diary')} loading={isPending} error={data ? undefined : error} retry={() => void refetch()}>
      {data?.length === 0 && (
        <EmptyState icon={IconNotebook} title={t('none.title')} what={t('none.what')}>
          <Button component={Link} {...{ to: '/people/children' as '/' }}>
            {t('none.children')}
          </Button>
        </EmptyState>
      )}
      {data && owner && (
        <Stack gap="md">
          <KeptNotice what={t('kept')} />
          <Owners owners={data} chosen={owner.id} choose={(id) => choose({ child: id, period: '' }, { push: true })} />
          <Group justify="space-between" gap="xs">
            <Text c="dimmed">{t('where', { class: owner.class, organisation: owner.organisation })}</Text>
            <Button
              variant="default"
              renderRoot={(root) => <Link {...root} to={`/school/portfolio/${owner.id}` as '/'} />}
            >
              {titles('portfolio')}
            </Button>
          </Group>
          <SegmentedControl
            aria-label={t('view')}
            maw={420}
            value={shown}
            data={[
              { value: 'day', label: t('view.day') },
              { value: 'marks', label: t('view.marks') },
              { value: 'results', label: t('view.results') },
              { value: 'absences', label: t('view.absences') },
            ]}
            onChange={(to) => choose({ view: to })}
          />
          {shown === 'day' && <DayView key={owner.id} owner={owner.id} />}
          {shown === 'marks' && <MarksView key={owner.id} owner={owner.id} />}
          {shown === 'results' && <ResultsView key={owner.id} owner={owner.id} />}
          {shown === 'absences' && <AbsencesView key={owner.id} owner={owner} />}
        </Stack>
      )}
    </Page>
  );
}

type OwnersProps = { owners: readonly DiaryOwner[]; chosen: string; choose: (id: string) => void };

function Owners({ owners, chosen, choose }: OwnersProps) {
  const t = useTexts(diaryTexts);
  const [only] = owners;
  if (owners.length < 2) return <Text fw={600}>{only?.isSelf ? t('self') : only?.name}</Text>;
  return (
    <nav aria-label={t('whose')}>
      <ul className={styles.strip}>
        {owners.map(({ id, name, isSelf }) => (
          <li key={id}>
            <Button
              variant={id === chosen ? 'filled' : 'default'}
              aria-current={id === chosen || undefined}
              onClick={() => choose(id)}
            >
              {isSelf ? t('self') : name}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
