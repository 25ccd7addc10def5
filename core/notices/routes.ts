import { z } from 'zod';
import { route } from '../server/route';
import { listMails, mailStates, MailView, openMail, retryMail } from './outbox';
import { countUnread, markRead, NoticeView, ownNotices } from './own';
import { AddressInput, changeSettings, CodeInput, forgetAddress, ownSettings } from './settings';
import { proposeAddress, proveAddress, SettingsInput, SettingsView } from './settings';

const own = { signedIn: 'notices of one’s own' } as const;
const operate = { permission: 'notices.operate' } as const;
const One = z.object({ id: z.uuid() });

const list = route({
  method: 'GET',
  path: '/own',
  access: own,
  summary: 'One’s own notices, the newest first',
  query: z.object({ after: z.uuid().optional(), unread: z.stringbool().optional() }),
  reply: z.object({ items: z.array(NoticeView), next: z.string().nullable() }),
  handler: ({ query }) => ownNotices(query),
});

const unread = route({
  method: 'GET',
  path: '/own/unread',
  access: own,
  summary: 'How many notices are unread, up to a hundred',
  reply: z.object({ unread: z.int() }),
  handler: async () => ({ unread: await countUnread() }),
});

const read = route({
  method: 'POST',
  path: '/own/read',
  access: own,
  summary: 'Mark notices as read: these, or all',
  payload: z.strictObject({ ids: z.array(z.uuid()).max(100).optional() }),
  reply: z.object({ unread: z.int() }),
  unaudited: 'one’s own mark on one’s own notice',
  handler: async ({ payload: { ids } }) => {
    await markRead(ids);
    return { unread: await countUnread() };
  },
});

const settings = route({
  method: 'GET',
  path: '/own/settings',
  access: own,
  summary: 'Channels, quiet hours and address of one’s own notices',
  reply: SettingsView,
  handler: () => ownSettings(),
});

const change = route({
  method: 'PUT',
  path: '/own/settings',
  access: own,
  summary: 'Choose channels by kind, quiet hours and language of letters',
  payload: SettingsInput,
  reply: SettingsView,
  handler: ({ payload }) => changeSettings(payload),
});

const address = route({
  method: 'POST',
  path: '/own/address',
  access: own,
  sensitive: 'where letters go',
  summary: 'Name an address for letters; a code is sent there',
  payload: AddressInput,
  reply: SettingsView,
  handler: ({ payload }) => proposeAddress(payload),
});

const prove = route({
  method: 'POST',
  path: '/own/address/confirm',
  access: own,
  summary: 'Prove the address by the code; five tries',
  payload: CodeInput,
  reply: z.object({ isRight: z.boolean(), settings: SettingsView }),
  handler: async ({ payload }) => ({ isRight: await proveAddress(payload), settings: await ownSettings() }),
});

const forget = route({
  method: 'DELETE',
  path: '/own/address',
  access: own,
  sensitive: 'where letters go',
  summary: 'No letters any more',
  reply: SettingsView,
  handler: () => forgetAddress(),
});

const mails = route({
  method: 'GET',
  path: '/mails',
  access: operate,
  summary: 'The outbox of letters, without addresses',
  query: z.object({ state: z.enum(mailStates).optional(), after: z.uuid().optional() }),
  reply: z.object({
    items: z.array(MailView),
    next: z.string().nullable(),
    leaves: z.boolean(),
    open: z.boolean(),
  }),
  handler: ({ query }) => listMails(query),
});

const open = route({
  method: 'POST',
  path: '/mails/{id}/read',
  access: operate,
  summary: 'Read a letter of a demonstration that sends none; recorded',
  params: One,
  reply: z.object({ to: z.string(), subject: z.string(), text: z.string(), files: z.array(z.string()) }),
  handler: ({ params: { id } }) => openMail(id),
});

const retry = route({
  method: 'POST',
  path: '/mails/{id}/retry',
  access: operate,
  summary: 'Send a failed letter again',
  params: One,
  handler: async ({ params: { id }, h }) => {
    await retryMail(id);
    return h.response().code(204);
  },
});

export const routes = [list, unread, read, settings, change, address, prove, forget, mails, open, retry];
