import type zh from '../zh/password'

const words: typeof zh = {
  title: 'Change password',
  first: 'First sign-in: set a password of your own',
  current: 'Current password',
  next: 'New password',
  again: 'New password again',
  hint: 'At least 10 characters; not your registration number, not a common one. Other devices have to sign in again.',
  differs: 'The two do not match',
  strength: { 0: 'Too short or too simple', 1: 'Weak', 2: 'Fair', 3: 'Strong' },
  strengthLabel: 'Strength',
  submit: 'Save new password',
  done: 'Password changed',
}
export default words
