import { forgetOldKeys } from '../server/idempotency';
import { job } from '../server/job';

/** Keys of repetition live 72 hours; each hour the older ones go. */
export const forgetKeysJob = job({
  name: 'forget-idempotency-keys',
  title: 'Удаление просроченных ключей повтора',
  every: { cron: '35 * * * *' },
  unaudited: 'Keys of repetition are bookkeeping of requests that were recorded',
  handler: forgetOldKeys,
});
