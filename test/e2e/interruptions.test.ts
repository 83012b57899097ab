import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { Form } from '../../src/forms/form.ts';
import { findClip } from '../../src/media/clip.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { press, recordedAtLeast, startRecording } from '../support/recording.ts';
import { running } from '../support/running.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const track = (kind: string) =>
  `document.getElementById('preview').srcObject.getTracks().find((track) => track.kind === '${kind}')`;

/** What happens to a phone, as its browser tells the page of it. */
const happenings: Record<string, { script: string; says: string }> = {
  'another app takes the camera': {
    script: `${track('video')}.dispatchEvent(new Event('ended'))`,
    says: 'Your camera was taken away or unplugged',
  },
  'a call comes in and mutes the microphone': {
    script: `{
      const track = ${track('audio')};
      Object.defineProperty(track, 'muted', { value: true });
      track.dispatchEvent(new Event('mute'));
    }`,
    says: 'Your microphone was paused, by a call or another app',
  },
  'the headset is pulled out': {
    script: `{
      const devices = navigator.mediaDevices;
      devices.enumerateDevices = async () => [{ kind: 'videoinput', deviceId: ${track('video')}.getSettings().deviceId }];
      devices.dispatchEvent(new Event('devicechange'));
      delete devices.enumerateDevices;
    }`,
    says: 'Your microphone was unplugged',
  },
  'the screen locks, or the page goes to the background': {
    script: `{
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      delete document.visibilityState;
    }`,
    says: 'The page went out of sight',
  },
};

describe('a recording that is interrupted on a phone', function () {
  this.timeout(90_000);
  let browser: Browser;
  let world: World;
  let origin: string;

  before(async () => {
    browser = await openBrowser();
    world = await makeWorld(withoutSpeech);
    origin = await running(world);
  });

  const begin = async (form: Form) => {
    const opened = await openPage(browser, { viewport: phone, hasTouch: true, isMobile: true });
    await opened.page.goto(`${origin}/f/${form.slug}`);
    await press(opened.page, 'Start');
    await press(opened.page, 'Record video');
    return opened;
  };

  for (const [what, { script, says }] of Object.entries(happenings)) {
    it(`is kept when ${what}, and goes on in the same answer`, async () => {
      const form = await make.form(world, { questions: [make.question({ text: 'On the way?' })] });
      const { page, complaints } = await begin(form);
      await startRecording(page, 2);
      await page.evaluate(script);
      await page.getByText(says).waitFor();
      await page.getByText(/^0:\d\d is kept so far/).waitFor();
      await press(page, 'Go on recording');
      await recordedAtLeast(page, 5).waitFor();
      await press(page, 'Stop recording');
      await press(page, 'Use this take');
      await page.getByText('1 answer is safe').waitFor();
      const whole = await joined(world, form);
      expect(whole.parts).to.equal(2);
      expect(whole.seconds).to.be.closeTo(whole.declaredSeconds, 0.5 * whole.parts);
      expect(complaints).to.deep.equal([]);
    });
  }

  it('may be finished where it was interrupted', async () => {
    const form = await make.form(world, { questions: [make.question({ text: 'Enough?' })] });
    const { page } = await begin(form);
    await startRecording(page, 1);
    await page.evaluate(happenings['another app takes the camera']!.script);
    await press(page, 'Finish here');
    await press(page, 'Use this take');
    await page.getByText('1 answer is safe').waitFor();
    expect((await joined(world, form)).parts).to.equal(1);
  });

  it('is not turned when the phone is turned, and loses nothing over it', async () => {
    const form = await make.form(world, { questions: [make.question({ text: 'Upside down?' })] });
    const { page } = await begin(form);
    await startRecording(page, 2);
    await page.evaluate(`screen.orientation.dispatchEvent(new Event('change'))`);
    await recordedAtLeast(page, 4).waitFor();
    await press(page, 'Stop recording');
    await press(page, 'Use this take');
    await page.getByText('1 answer is safe').waitFor();
    const { parts, seconds, declaredSeconds, width, height } = await joined(world, form);
    expect(parts).to.equal(2);
    expect(seconds).to.be.closeTo(declaredSeconds, 0.5 * parts);
    expect(width).to.be.above(height);
  });

  it('goes on without a connection, and all parts are sent once there is one', async () => {
    const form = await make.form(world, { questions: [make.question({ text: 'In the tunnel?' })] });
    const { page, context } = await begin(form);
    await startRecording(page, 2);
    await context.setOffline(true);
    await page.evaluate(happenings['another app takes the camera']!.script);
    await press(page, 'Go on recording');
    await recordedAtLeast(page, 4).waitFor();
    await press(page, 'Stop recording');
    await page.getByText(/^Offline\. Your recording is safe on this device: \d+ s still to send$/).waitFor();
    await context.setOffline(false);
    await press(page, 'Use this take');
    await page.getByText('1 answer is safe').waitFor();
    expect((await joined(world, form)).parts).to.equal(2);
  });
});

/** The clip that the form's one answer plays, once it has been made of all its parts. */
async function joined(world: World, form: Form) {
  const row: { clip_id: string } = await world
    .db('answers')
    .join('responses', 'responses.id', 'answers.response_id')
    .where({ form_id: form.id })
    .first('clip_id');
  for (;;) {
    const clip = (await findClip(world.db, row.clip_id))!;
    if (clip.state !== 'ready') {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    const further = await world.db('clips').where({ owner_kind: 'part', owner_id: clip.id }).select('id');
    const { seconds, declaredSeconds, width, height } = clip;
    return {
      parts: 1 + further.length,
      seconds: seconds!,
      declaredSeconds: declaredSeconds!,
      width: width!,
      height: height!,
    };
  }
}
