import { Alert, Anchor, List, Stack, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { FormCell, FormView } from './model';
import { useNamed } from './SectionTable';
import { formTexts } from './texts';

/** Which equations of the form do not hold, and what is not known of the children. */
export function Balance({ form, onOpen }: { form: FormView; onOpen: (cell: FormCell) => void }) {
  const t = useTexts(formTexts);
  const named = useNamed();
  const { number } = useFormats();
  const { problems, checked, unchecked, unknown } = form;
  const missing = (['birthDate', 'sex', 'citizenship'] as const).filter((field) => unknown[field] > 0);
  return (
    <Stack gap="sm">
      {problems.length > 0 && (
        <Alert color="red" title={t('balance.bad', { count: problems.length })}>
          <List>
            {problems.map(({ equation, left, sign, right, line, column, ...titles }) => (
              <List.Item key={equation}>
                {named(titles)}: {number(left)} {sign === '=' ? '≠' : '>'} {number(right)}{' '}
                <Anchor component="button" type="button" title={equation} onClick={() => onOpen({ line, column })}>
                  {t('balance.open', { line, column })}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Text size="sm" c="dimmed" role="status">
        {!problems.length && `${t('balance.good', { count: checked })} `}
        {unchecked > 0 && t('balance.unchecked', { count: unchecked })}
      </Text>
      {missing.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('unknown')}: {missing.map((field) => t(`unknown.${field}`, { count: unknown[field] })).join('; ')}.
        </Text>
      )}
    </Stack>
  );
}
