import { gauge } from '@regiso/core';
import { status } from './status';

gauge('warehouse_lag_seconds', 'Age of the oldest change a table does not hold yet', ['fact'], async (own) => {
  const { tables } = await status({ counts: false });
  own.reset();
  for (const { fact, lagSeconds } of tables) own.set({ fact }, lagSeconds);
});

gauge('warehouse_lag_ticks', 'Ticks a table does not hold yet', ['fact'], async (own) => {
  const { tables } = await status({ counts: false });
  own.reset();
  for (const { fact, lagTicks } of tables) own.set({ fact }, lagTicks);
});

gauge('warehouse_log_bytes', 'Size of the change log', [], async (own) => {
  own.set((await status({ counts: false })).logBytes);
});
