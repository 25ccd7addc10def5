import { Page, Tabs, useTexts, useUrlState } from '@regiso/core/ui';
import { Incidents } from '../desk/Incidents';
import { Requests } from '../desk/Requests';
import { Retention } from '../desk/Retention';
import { texts } from '../texts';

const tabs = ['requests', 'retention', 'incidents'] as const;
type Tab = (typeof tabs)[number];
const isTab = (value: string | null): value is Tab => tabs.some((tab) => tab === value);

/** The operator's desk of personal data. */
export default function Desk() {
  const t = useTexts(texts);
  const [{ tab }, change] = useUrlState({ tab: 'requests' });
  return (
    <Page title={t('desk')} lead={t('desk.lead')}>
      <Tabs
        value={isTab(tab) ? tab : 'requests'}
        onChange={(value) => isTab(value) && change({ tab: value })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="requests">
          <Requests />
        </Tabs.Panel>
        <Tabs.Panel value="retention">
          <Retention />
        </Tabs.Panel>
        <Tabs.Panel value="incidents">
          <Incidents />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
