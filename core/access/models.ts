import type { CreationOptional } from 'sequelize';
import { Entity, flag, generated, instant, key, optional, personal, table, text } from '../server/model';

/** Somebody who may sign in. */
export class Account extends Entity<Account, 'login' | 'name'> {
  declare id: CreationOptional<string>;
  declare login: string;
  declare name: string;
  declare passwordHash: string | null;
  declare disabledAt: Date | null;
  declare isDemo: CreationOptional<boolean>;
  declare createdAt: CreationOptional<Date>;
}

table(Account, 'core.accounts', {
  id: key(),
  login: personal(text()),
  name: personal(text()),
  passwordHash: optional(text()),
  disabledAt: optional(instant()),
  isDemo: generated(flag()),
  createdAt: generated(instant()),
});
