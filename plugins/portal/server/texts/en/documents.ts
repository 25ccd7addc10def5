import type { documents as words } from '../ru/documents';

export const documents: typeof words = {
  papers: {
    title: 'Agreements, rules and regulations',
    lead: 'Documents published by the operator of the system: the versions in force, former ones below them.',
    kinds: {
      'agreement-form': 'Forms of agreements',
      rules: 'Rules',
      regulation: 'Regulations',
      security: 'Security requirements',
    },
    none: 'The operator has published nothing yet.',
    since: (day) => `In force since ${day}`,
    from: (day) => `Comes into force on ${day}`,
    version: (number) => `version ${number}`,
    changed: 'What changed:',
    former: 'Former and coming versions',
    withdrawn: (reason) => `withdrawn: ${reason}`,
    all: 'No version is in force',
    size: (text) => `${text} KB`,
    sum: 'SHA-256 checksum',
  },
};
