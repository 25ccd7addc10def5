import type { Finding } from '../../shared/closing';
import { closingRules } from '../../shared/closing-rules';

/** The page that mends a finding, open at the very lesson, cell or pupil. */
export function addressOf({ rule, journalId, lessonId, pupilId }: Finding, classId: string, period: string) {
  const { mends } = closingRules[rule];
  if (mends === 'load' || !journalId) return { to: `/school/classes/${classId}/load` as '/' };
  if (mends === 'year') return { to: `/school/journals/${journalId}/year` as '/' };
  const search = {
    period,
    ...(lessonId && { lesson: lessonId }),
    ...(pupilId && { pupil: pupilId }),
    ...(mends === 'marks' && { view: 'marks' }),
  };
  return { to: `/school/journals/${journalId}` as '/', search: search as never };
}
