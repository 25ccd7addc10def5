import type { ask as words } from '../ru/ask';

export const ask: typeof words = {
  ask: {
    title: 'Ask a question',
    lead: 'No sign-in is needed. The answer comes by mail, usually within two working days.',
    subject: 'In short',
    text: 'What happened or what you need',
    textHelp: 'What you did, expected and got. Write no passwords and no numbers of documents.',
    address: 'E-mail for the answer',
    addressHelp: 'It serves the answer only: it is kept encrypted and removed with the question.',
    trap: 'Do not fill this field in',
    send: 'Send',
    wrong: {
      subject: 'Write in short what it is about, 2 to 200 characters',
      text: 'Write what happened, 2 to 4,000 characters',
      address: 'Check the e-mail: the answer will come there',
      website: 'Do not fill this field in',
    },
    check: 'The question was not sent: correct what is marked',
    often:
      'Five questions came from this address within an hour. Wait a little and send again: what you wrote is kept in the form.',
    later: 'The question cannot be taken now. Send it later: what you wrote is kept in the form.',
    sent: (number: number) => (number ? `The question is taken. Its number is ${number}` : 'The question is taken'),
    sentHelp: 'The answer will come to the e-mail you gave. There is nothing else to do.',
    again: 'Ask another question',
  },
};
