import { useState } from 'react';
import {
  api,
  Button,
  EmptyState,
  Form,
  Group,
  NativeSelect,
  notifyDone,
  notifyProblem,
  Page,
  Stack,
  Text,
  useApi,
  useLanguage,
  useMay,
  useMutation,
  useParam,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ClassLoadView, SubjectPlan } from '../../shared/year';
import { GroupsDialog } from '../load/GroupsDialog';
import { Meter, StaffHours } from '../load/Meter';
import { SubjectRow } from '../load/SubjectRow';
import { loadTexts } from '../load/texts';
import { useLoad, type Subject } from '../load/use-load';
import { texts } from '../texts';

/** The curriculum of a class and who teaches it. */
export default function ClassLoad() {
  const t = useTexts(loadTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  const { data, error, isPending, refetch } = useApi<ClassLoadView>(`/school/classes/${id}/load`);
  return (
    <Page
      title={data ? t('title', { name: data.name }) : titles('load')}
      lead={data?.organisation}
      breadcrumbs={[
        { title: titles('years'), to: '/school/years' },
        ...(data ? [{ title: titles('year'), to: `/school/years/${data.yearId}` }] : []),
      ]}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && <Editor key={data.version} view={data} />}
    </Page>
  );
}

const plainOf = (subjects: readonly Subject[]): SubjectPlan[] =>
  subjects.map(({ loads, ...subject }) => ({ ...subject, loads: loads.map(({ isTaught: _, ...load }) => load) }));

/** What was before, of what stands now: a journal that was removed meanwhile is laid anew. */
const backTo = (before: readonly SubjectPlan[], now: ClassLoadView) => {
  const known = new Set(now.subjects.flatMap(({ loads }) => loads.map(({ id }) => id)));
  return before.map((subject) => ({
    ...subject,
    loads: subject.loads.map((load) => ({ ...load, id: load.id && known.has(load.id) ? load.id : null })),
  }));
};

function useSave(view: ClassLoadView, subjects: readonly Subject[]) {
  const t = useTexts(loadTexts);
  const queries = useQueryClient();
  const address = `/school/classes/${view.classId}/load`;
  const undo = async () => {
    const now = await api.get<ClassLoadView>(address);
    await api.put(address, { version: now.version, subjects: backTo(plainOf(view.subjects), now) });
    await queries.invalidateQueries();
  };
  return useMutation({
    mutationFn: () => api.put(address, { version: view.version, subjects: plainOf(subjects) }),
    onSuccess: async () => {
      notifyDone({ text: t('saved', { name: view.name }), undo: () => void undo().catch(notifyProblem) });
      await queries.invalidateQueries();
    },
  });
}

function Editor({ view }: { view: ClassLoadView }) {
  const t = useTexts(loadTexts);
  const { language } = useLanguage();
  const readOnly = !useMay('school.keep-classes');
  const load = useLoad(view.subjects);
  const save = useSave(view, load.subjects);
  const titleOf = (code: string) => {
    const found = view.catalogue.find((one) => one.code === code);
    return (language === 'en' ? found?.titleEn : found?.title) ?? code;
  };
  const rows = load.subjects.map((subject, at) => (
    <SubjectRow key={subject.subject} {...{ at, subject, view, load, readOnly }} title={titleOf(subject.subject)} />
  ));
  return (
    <Stack gap="lg">
      <Meter view={view} subjects={load.subjects} titleOf={titleOf} />
      {rows.length === 0 && <EmptyState title={t('nothing')} what={t('nothing.what')} />}
      {readOnly ? (
        <div>{rows}</div>
      ) : (
        <Form
          label={t('title', { name: view.name })}
          sticky
          busy={save.isPending}
          error={save.error}
          onSend={() => save.mutate()}
          beside={
            load.isTouched && (
              <>
                <Button variant="default" onClick={load.undo}>
                  {t('undo')}
                </Button>
                <Text role="status">{t('unsaved')}</Text>
              </>
            )
          }
        >
          <div>{rows}</div>
          <AddSubject
            view={view}
            taken={load.subjects.map(({ subject }) => subject)}
            add={load.add}
            titleOf={titleOf}
          />
        </Form>
      )}
      <GroupsOf view={view} titleOf={titleOf} readOnly={readOnly} />
      <StaffHours view={view} subjects={load.subjects} />
    </Stack>
  );
}

type AddProps = {
  view: ClassLoadView;
  taken: readonly string[];
  add: (code: string) => void;
  titleOf: (code: string) => string;
};

function AddSubject({ view, taken, add, titleOf }: AddProps) {
  const t = useTexts(loadTexts);
  const [code, setCode] = useState('');
  return (
    <Group align="end">
      <NativeSelect
        label={t('subject.add')}
        value={code}
        data={[
          { value: '', label: t('subject.choose') },
          ...view.catalogue
            .filter((one) => !taken.includes(one.code))
            .map((one) => ({ value: one.code, label: titleOf(one.code) })),
        ]}
        onChange={({ currentTarget: { value } }) => setCode(value)}
      />
      <Button
        variant="default"
        disabled={!code}
        onClick={() => {
          add(code);
          setCode('');
        }}
      >
        {t('subject.add')}
      </Button>
    </Group>
  );
}

type GroupsProps = { view: ClassLoadView; titleOf: (code: string) => string; readOnly: boolean };

function GroupsOf({ view, titleOf, readOnly }: GroupsProps) {
  const t = useTexts(loadTexts);
  const parted = view.subjects.filter(({ loads }) => loads.some(({ subgroup }) => subgroup));
  if (readOnly || !parted.length) return null;
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">{t('groups')}</h2>
      <Group>
        {parted.map(({ subject }) => (
          <GroupsDialog key={subject} classId={view.classId} subject={subject} title={titleOf(subject)} />
        ))}
      </Group>
    </section>
  );
}
