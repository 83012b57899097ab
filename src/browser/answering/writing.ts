import type { Progress, QuestionOnPage } from '../wire.ts';
import { part, showAnswered, showFrame, showProgress } from './page.ts';
import { fieldsOf, post, Refused } from './requests.ts';

const pauseMs = 700;
const againMs = 5000;

/**
 * Saves what is typed or chosen while it is, and says so. What has not reached the server is kept in this tab, so that
 * neither a reload nor a lost connection costs a word.
 */
export function saveWhileTyping(page: QuestionOnPage, form: HTMLFormElement): void {
  const unsent = unsentText(page);
  const field = form.querySelector<HTMLTextAreaElement | HTMLInputElement>('#text');
  let waiting = 0;

  const save = async () => {
    const fields = fieldsOf(form);
    try {
      showProgress(await post<Progress>(page, form.action.slice(form.action.lastIndexOf('/') + 1), fields));
      if (String(fieldsOf(form)) !== String(fields)) return;
      unsent.forget();
      const given = [...fields].some(([name, value]) => name !== '_token' && value.trim() !== '');
      showFrame(given ? 'safe' : 'now');
      say(given ? 'Saved' : '');
      if (given) showAnswered();
    } catch (error) {
      if (error instanceof Refused) return say(error.message);
      say('You are offline. What you typed is kept on this device and sent by itself.');
      later(againMs);
    }
  };
  const later = (ms: number) => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void save(), ms);
  };

  form.addEventListener('input', () => {
    if (field) unsent.keep(field.value);
    later(pauseMs);
  });
  form.addEventListener('submit', () => clearTimeout(waiting));
  addEventListener('online', () => form.isConnected && unsent.read() !== null && later(0));
  const kept = unsent.read();
  if (field && kept !== null && kept !== field.value) {
    field.value = kept;
    later(0);
  }
}

function say(text: string): void {
  part('saved').textContent = text;
}

/** What this tab has not been able to send yet. */
function unsentText({ responseId, questionId }: QuestionOnPage) {
  const key = `reelay ${responseId} ${questionId}`;
  return {
    read: () => sessionStorage.getItem(key),
    keep: (text: string) => sessionStorage.setItem(key, text),
    forget: () => sessionStorage.removeItem(key),
  };
}
