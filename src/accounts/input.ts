import { z } from 'zod';
import { NewPassword } from './passwords.ts';

export const Email = z
  .string()
  .trim()
  .max(254, 'This address is too long.')
  .pipe(z.email('Write one address, such as ruth@example.com.'));

const PersonName = z.string().trim().min(1, 'Write your name.').max(120, 'Use at most 120 characters.');

export const SetupInput = z.object({
  company: z.string().trim().min(1, 'Write the name of your company.').max(120, 'Use at most 120 characters.'),
  name: PersonName,
  email: Email,
  password: NewPassword,
});

export const InviteInput = SetupInput.pick({ name: true, email: true });

export const NewPasswordInput = SetupInput.pick({ password: true });

/** The same words whatever is wrong. */
export const wrongPassword = 'The email or the password is wrong.';

export const SignInInput = z.object({
  email: z.string(wrongPassword).trim().min(1, wrongPassword).max(254, wrongPassword),
  password: z.string(wrongPassword).min(1, wrongPassword).max(200, wrongPassword),
});
