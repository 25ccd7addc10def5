import type { FormCell, FormSection } from '../../shared/forms';
import { useLanguage, useTexts } from '../texts/i18n';
import { formTexts } from './texts';

/** The Russian or the English name of a piece of a form. */
export function useNamed() {
  const { language } = useLanguage();
  return ({ title, titleEn }: { title: string; titleEn: string }) => (language === 'ru' ? title : titleEn);
}

/** What a cell is called: by its line and column, and by its section where lines are numbered anew in each. */
export function useCellName() {
  const t = useTexts(formTexts);
  return (sections: readonly FormSection[], cell: FormCell) => {
    const { section, line } = placeOf(sections, cell);
    return !section || !line || line.number === line.code
      ? t('cell', cell)
      : t('cell.of', { section: section.code.slice(1), line: line.number, column: cell.column });
  };
}

/** The section, line and column of a cell. */
export function placeOf(sections: readonly FormSection[], cell: FormCell) {
  const section = sections.find(({ lines }) => lines.some(({ code }) => code === cell.line));
  return {
    section,
    line: section?.lines.find(({ code }) => code === cell.line),
    column: section?.columns.find(({ code }) => code === cell.column),
  };
}

export const keyOf = ({ line, column }: FormCell) => `${line}.${column}`;
