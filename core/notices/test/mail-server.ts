import { SMTPServer, type SMTPServerSession } from 'smtp-server';

type Arrived = { to: string; text: string };

/** A mail server on this machine that keeps what arrives; a test may have the next letter refused. */
export async function openMailServer() {
  const arrived: Arrived[] = [];
  let refusal: number | undefined;

  function take({ envelope }: SMTPServerSession, text: string) {
    const to = envelope.rcptTo.map(({ address }) => address).join();
    if (!refusal) return void arrived.push({ to, text });
    const responseCode = refusal;
    refusal = undefined;
    return Object.assign(new Error(`no room for ${to}`), { responseCode });
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => done(take(session, Buffer.concat(parts).toString())));
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    refuseNext: (code: number) => void (refusal = code),
    forget: () => {
      arrived.length = 0;
      refusal = undefined;
    },
    close: () => new Promise<void>((closed) => server.close(closed)),
  };
}

/** The readable body of a letter: Cyrillic goes as base64 or quoted-printable. */
export function decoded(letter: Arrived | undefined) {
  const [head = '', ...rest] = (letter?.text ?? '').split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
