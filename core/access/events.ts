import type { AuditEvents } from '../server/plugin';

const role = ['role', 'account'] as const;

export const events: AuditEvents = {
  'access.signed-in': { means: 'A person signed in', details: ['method'] },
  'access.sign-in-refused': { means: 'A sign-in was refused', details: ['reason'] },
  'access.second-factor-asked': { means: 'The password was right and the second factor was asked for' },
  'access.locked-out': { means: 'A login was closed after five failed tries', details: ['minutes'] },
  'access.signed-out': { means: 'A person signed out' },
  'access.sign-ins-ended': { means: 'Sign-ins were ended', details: ['ended'] },
  'access.account-created': { means: 'An account was created', details: ['roles'] },
  'access.activated': { means: 'A person set the first password by a one-time code' },
  'access.user-reset': { means: 'An administrator took password and second factor away and gave a one-time code' },
  'access.users-searched': { means: 'Users were searched', details: ['found', 'byWords'] },
  'access.dismissed': { means: 'A user was dismissed: rights and sign-ins ended', details: ['grants', 'closed'] },
  'access.password-reset': { means: 'A password was reset' },
  'access.password-changed': { means: 'A person changed the own password', details: ['ended'] },
  'access.proved-again': { means: 'A person proved again who they are' },
  'access.proof-refused': { means: 'A person failed to prove who they are' },
  'access.second-factor-begun': { means: 'A second factor was begun' },
  'access.second-factor-set': { means: 'A second factor was set up' },
  'access.second-factor-removed': { means: 'A second factor was removed' },
  'access.recovery-codes-made': { means: 'New recovery codes were made' },
  'access.recovery-code-used': { means: 'A recovery code was used' },
  'access.granted': { means: 'A right was given', details: ['subsystem', 'scope', ...role] },
  'access.granted-by-command': {
    means: 'A right was given on the command line of the server, without a second person',
    details: ['role', 'first', 'confirmed'],
  },
  'access.grant-requested': {
    means: 'A right was asked for that a second person must confirm',
    details: ['subsystem', 'scope', ...role],
  },
  'access.grant-confirmed': { means: 'A second person confirmed a right', details: role },
  'access.grant-refused': { means: 'A requested right was refused' },
  'access.grant-revoked': { means: 'A right was taken back', details: role },
  'access.handed-over': { means: 'A right was passed on to another person', details: ['on', 'account'] },
  'access.roles-shipped': { means: 'Roles of the installed subsystems were written', details: ['roles'] },
};
