import { IconBuildingCommunity, IconPlus, IconSearchOff, IconX } from '@tabler/icons-react';
import { Button, EmptyState, Group, Link, useMay, useTexts } from '@regiso/core/ui';
import { innProblem, ogrnProblem } from '../../shared/check-digits';
import type { FilterName, Filters } from './filters';
import { useOptions } from './options';
import { listTexts } from './texts';

type Props = {
  filters: Filters;
  active: readonly FilterName[];
  change: (some: Partial<Filters>) => void;
  clear: () => void;
};

/** Says why the list is empty and what to do: check the code, remove a filter, or fill the register. */
export function NothingFound(props: Props) {
  const t = useTexts(listTexts);
  if (!props.active.length) return <EmptyRegister />;
  const { text } = props.filters;
  const isOnlyText = props.active.length === 1 && text;
  const what = codeProblem(text) ?? t(isOnlyText ? 'list.nothing.words' : 'list.nothing.filters');
  return (
    <EmptyState icon={IconSearchOff} title={t('list.nothing')} what={what}>
      <Removable {...props} />
    </EmptyState>
  );
}

/** What is wrong with a code that was searched for; undefined when the text is none, or a right one. */
function codeProblem(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  if (/^(\d{10}|\d{12})$/.test(digits)) return innProblem(digits);
  if (/^(\d{13}|\d{15})$/.test(digits)) return ogrnProblem(digits);
  return undefined;
}

function Removable({ filters, active, change, clear }: Props) {
  const t = useTexts(listTexts);
  const options = useOptions();
  const words = (name: FilterName) =>
    name === 'text'
      ? `«${filters.text}»`
      : (options[name].find(({ value }) => value === filters[name])?.label ?? filters[name]);
  return (
    <Group gap="xs" justify="center">
      {active.map((name) => (
        <Button
          key={name}
          variant="default"
          size="sm"
          rightSection={<IconX size={16} aria-hidden />}
          aria-label={t('list.remove', { what: `${t(`list.name.${name}`)}: ${words(name)}` })}
          onClick={() => change({ [name]: '' })}
        >
          {words(name)}
        </Button>
      ))}
      <Button size="sm" variant="light" onClick={clear}>
        {t('list.clear')}
      </Button>
    </Group>
  );
}

function EmptyRegister() {
  const t = useTexts(listTexts);
  const mayEdit = useMay('participants.edit');
  const mayImport = useMay('participants.import');
  return (
    <EmptyState
      icon={IconBuildingCommunity}
      title={t('list.empty')}
      what={t(mayEdit || mayImport ? 'list.empty.what' : 'list.empty.ask')}
    >
      <Group gap="xs" justify="center">
        {mayImport && (
          <Button renderRoot={(root) => <Link {...root} to={'/imports' as '/'} />}>{t('list.import')}</Button>
        )}
        {mayEdit && (
          <Button
            variant="default"
            leftSection={<IconPlus size={20} aria-hidden />}
            renderRoot={(root) => <Link {...root} to={'/participants/organisations/new' as '/'} />}
          >
            {t('list.add')}
          </Button>
        )}
      </Group>
    </EmptyState>
  );
}
