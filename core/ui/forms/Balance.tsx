import type { FilledForm, FormCell } from '../../shared/forms';
import { Alert, Anchor, List, Text } from '../elements';
import { useFormats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import { placeOf, useNamed } from './names';
import { formTexts } from './texts';

type Props = { form: FilledForm; onOpen?: ((cell: FormCell) => void) | undefined };

/** Which equations of the form do not hold, and how many were checked. */
export function Balance({ form, onOpen }: Props) {
  const t = useTexts(formTexts);
  const named = useNamed();
  const { number } = useFormats();
  const { problems, checked, unchecked } = form;
  return (
    <>
      {problems.length > 0 && (
        <Alert color="red" title={t('balance.bad', { count: problems.length })}>
          <List>
            {problems.map(({ equation, left, sign, right, line, column, ...titles }) => (
              <List.Item key={equation}>
                {named(titles)}: {number(left)} {sign === '=' ? '≠' : '>'} {number(right)}{' '}
                <Where {...{ form, equation, cell: { line, column }, onOpen }} />
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Text size="sm" c="dimmed" role="status">
        {!problems.length && `${t('balance.good', { count: checked })} `}
        {unchecked > 0 && t('balance.unchecked', { count: unchecked })}
      </Text>
    </>
  );
}

function Where({ form, equation, cell, onOpen }: Props & { equation: string; cell: FormCell }) {
  const t = useTexts(formTexts);
  const { section, line } = placeOf(form.sections, cell);
  const isWhole = !section || !line || line.number === line.code;
  if (!onOpen) return null;
  return (
    <Anchor component="button" type="button" title={equation} onClick={() => onOpen(cell)}>
      {isWhole
        ? t('balance.open', cell)
        : t('balance.open-of', { section: section.code.slice(1), line: line.number, column: cell.column })}
    </Anchor>
  );
}
