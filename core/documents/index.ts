import { definePlugin } from '../server/plugin';
import { documentPermissions } from '../shared';
import { isDocumentSeen } from './documents';
import { migrations } from './migrations';
import { ownData } from './own-data';
import { routes } from './routes';

export default definePlugin({
  id: 'documents',
  title: 'Документы',
  titleEn: 'Documents',
  requires: ['access', 'files', 'territory'],
  permissions: documentPermissions,
  roles: { operator: ['documents.manage'] },
  migrations,
  routes,
  seenRecords: [
    { id: 'documents.issued', title: 'Выданный документ', titleEn: 'Issued document', isSeen: isDocumentSeen },
  ],
  ownData,
  events: {
    'documents.issued': {
      means: 'A numbered document was issued',
      ru: 'Выдан документ с номером',
      details: ['template', 'number', 'sha256'],
    },
    'documents.read': {
      means: 'An issued document was read',
      ru: 'Документ прочитан',
      reads: true,
      details: ['number'],
    },
    'documents.revoked': { means: 'A document was taken back', ru: 'Документ отозван', details: ['number'] },
  },
});
