import { Badge, Tooltip, useTexts } from '@regiso/core/ui';
import { texts } from '../texts';

/** Whether a person has compared the row with the text of its act. */
export function Verified({ is }: { is: boolean }) {
  const t = useTexts(texts);
  if (is) {
    return (
      <Badge color="green" variant="light" miw="max-content">
        {t('verified.yes')}
      </Badge>
    );
  }
  return (
    <Tooltip label={t('verified.no-what')} multiline maw={300}>
      <Badge color="yellow" variant="light" miw="max-content">
        {t('verified.no')}
      </Badge>
    </Tooltip>
  );
}
