import { NativeSelect, Page, Stack, Tabs, useTexts, useUrlState } from '@regiso/core/ui';
import { useNames } from '../model';
import { Kinds } from '../reference/Kinds';
import { Scales } from '../reference/Scales';
import { Sessions } from '../reference/Sessions';
import { Subjects } from '../reference/Subjects';
import { Thresholds } from '../reference/Thresholds';
import { texts } from '../texts';

const tabs = ['scales', 'thresholds', 'sessions', 'kinds', 'subjects'] as const;
type Tab = (typeof tabs)[number];
const isTab = (value: string | null): value is Tab => tabs.some((tab) => tab === value);

/** Kinds, subjects, scales, thresholds and sessions: what a law or a region sets for exams, each with its act and days. */
export default function Reference() {
  const t = useTexts(texts);
  const [{ tab, kind }, change] = useUrlState({ tab: 'scales', kind: '' });
  const shown = isTab(tab) ? tab : 'scales';
  return (
    <Page title={t('reference')} lead={t('reference.lead')}>
      <Tabs value={shown} onChange={(value) => isTab(value) && change({ tab: value })} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="scales">
          <OfKind kind={kind} onChange={(value) => change({ kind: value })} />
          <Scales kind={kind} />
        </Tabs.Panel>
        <Tabs.Panel value="thresholds">
          <OfKind kind={kind} onChange={(value) => change({ kind: value })} />
          <Thresholds kind={kind} />
        </Tabs.Panel>
        <Tabs.Panel value="sessions">
          <Sessions />
        </Tabs.Panel>
        <Tabs.Panel value="kinds">
          <Kinds />
        </Tabs.Panel>
        <Tabs.Panel value="subjects">
          <Subjects />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function OfKind({ kind, onChange }: { kind: string; onChange: (kind: string) => void }) {
  const t = useTexts(texts);
  const { kinds, kind: name } = useNames();
  return (
    <Stack maw={320} mb="md">
      <NativeSelect
        label={t('kind')}
        value={kind}
        onChange={({ currentTarget: { value } }) => onChange(value)}
        data={[{ value: '', label: t('all-kinds') }, ...kinds.map(({ code }) => ({ value: code, label: name(code) }))]}
      />
    </Stack>
  );
}
