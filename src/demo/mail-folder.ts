/** The demo's mail server is a folder: what would go out as a mail lies there as a file to read. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mail } from '../app.ts';

type OutgoingMail = Parameters<Mail['send']>[0];

/** "Megan Bowen <megan@contoso.example>", without what could begin a header of its own. */
const person = ({ name, email }: OutgoingMail['to']): string => `${name} <${email}>`.replace(/[\r\n]+/g, ' ');

const fileName = ({ reference }: OutgoingMail): string => `${reference.replace(/[^\w-]+/g, '-')}.txt`;

export const mailFolderIn = (dataFolder: string): string => join(dataFolder, 'mail');

/** `say` tells whoever sits at the terminal where the mail lies. */
export const mailFolder = (dataFolder: string, say: (line: string) => void): Mail => ({
  send: async (mail) => {
    const folder = mailFolderIn(dataFolder);
    const path = join(folder, fileName(mail));
    await mkdir(folder, { recursive: true });
    await writeFile(
      path,
      [
        `To: ${person(mail.to)}`,
        `Reply-To: ${person(mail.replyTo)}`,
        `Subject: ${mail.subject}`,
        '',
        mail.text,
        '',
      ].join('\n'),
    );
    say(`  A mail to ${person(mail.to)} lies in ${path}`);
    return { kind: 'delivered', activityId: '' };
  },
});
