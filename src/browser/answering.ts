import { submitCarefully } from './answering/careful-submit.ts';
import { Modes } from './answering/modes.ts';
import { readQuestion, readSender } from './answering/page.ts';
import { sendFileSafely } from './answering/file-choice.ts';
import { followUnsent } from './answering/follow-unsent.ts';
import { saveWhileTyping } from './answering/writing.ts';

const question = readQuestion();
const sender = readSender();
const isPreview = question?.base === '';

if (!isPreview) document.querySelectorAll<HTMLFormElement>('#answer, #file-choice, #submission').forEach(begin);
void beginRecorder();

async function beginRecorder(): Promise<void> {
  const hasRecorder = question && document.getElementById('modes');
  const shown = hasRecorder ? await new Modes(question).begin() : undefined;
  if (sender && !isPreview) await followUnsent(sender, shown);
}

function begin(form: HTMLFormElement): void {
  if (question && form.id === 'answer' && form.enctype !== 'multipart/form-data') saveWhileTyping(question, form);
  if (question && form.enctype === 'multipart/form-data') sendFileSafely(question, form);
  submitCarefully(form, begin);
}
