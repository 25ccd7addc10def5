import { ActionIcon, Button, VisuallyHidden } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';

type Props = {
  kind: `${string}.${string}`;
  id: string;
  /** Tells the record from others on the page to who hears the name of the button. */
  of?: string;
  /** A sign without words, for the rows of a table. */
  isBrief?: boolean;
};

/** To the rights by which one sees a record; its kind is one that the plugin declares as `seenRecords`. */
export function WhySeen({ kind, id, of, isBrief }: Props) {
  const t = useTexts(shellTexts);
  const name = [t('why-seen'), ...(of ? [of] : [])].join(' ');
  const link = (root: object) => <Link {...root} to={'/access/rights' as '/'} search={{ kind, record: id } as never} />;
  if (isBrief)
    return (
      <ActionIcon variant="subtle" size="lg" aria-label={name} title={t('why-seen')} renderRoot={link}>
        <IconInfoCircle size={20} aria-hidden />
      </ActionIcon>
    );
  return (
    <Button variant="subtle" leftSection={<IconInfoCircle size={20} aria-hidden />} renderRoot={link}>
      {t('why-seen')}
      {of && <VisuallyHidden component="span"> {of}</VisuallyHidden>}
    </Button>
  );
}
