import { isEnabled } from '../server/installed';
import { prepared } from '../server/sql';
import { todayHere } from '../territory/home';

/** Kinds of published documents that every user reads; forms of agreements are for those who sign them. */
export const kindsToRead = ['rules', 'regulation', 'security'];

/**
 * Whether rules in force at the beginning of a sign-in wait to be confirmed by its account (OPR-24): the version that counts
 * then, published before it. What is published later asks at the next sign-in; papers of the demonstration never bar the way.
 */
export async function hasRulesToRead(accountId: string, since: Date): Promise<boolean> {
  if (!isEnabled('support')) return false;
  const today = todayHere();
  const [row] = await prepared<{ waits: boolean }>`SELECT EXISTS (SELECT FROM core.published_documents d
    WHERE d.kind = ANY (${kindsToRead}::text[]) AND d.withdrawn_at IS NULL AND NOT d.is_demo
      AND d.effective_on <= ${today}::date AND d.published_at <= ${since}
      AND NOT EXISTS (SELECT FROM core.published_documents n WHERE n.series = d.series AND n.version > d.version
        AND n.withdrawn_at IS NULL AND n.effective_on <= ${today}::date)
      AND NOT EXISTS (SELECT FROM core.readings r WHERE r.document_id = d.id AND r.account_id = ${accountId})) AS waits`;
  return row?.waits === true;
}
