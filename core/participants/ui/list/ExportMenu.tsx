import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { Button, Menu, notifyDone, notifyProblem, saveFile, useMutation, useTexts } from '@regiso/core/ui';
import { givenOf, type Filters } from './filters';
import { listTexts } from './texts';

/** Saves the narrowed list as a file. */
export function ExportMenu({ filters }: { filters: Filters }) {
  const t = useTexts(listTexts);
  const take = useMutation({
    mutationFn: (format: 'csv' | 'xlsx') =>
      saveFile('/participants/organisations/export', { format, filter: givenOf(filters) }),
    onError: notifyProblem,
    onSuccess: (name) => notifyDone({ text: t('list.export.done', { name }) }),
  });
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button
          variant="default"
          loading={take.isPending}
          leftSection={<IconDownload size={20} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {t('list.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw="20rem">
        <Menu.Item onClick={() => take.mutate('xlsx')}>{t('list.export.xlsx')}</Menu.Item>
        <Menu.Item onClick={() => take.mutate('csv')}>{t('list.export.csv')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('list.export.what')}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
