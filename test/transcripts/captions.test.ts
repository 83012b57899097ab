import { expect } from 'chai';
import { toWebVtt } from '../../src/transcripts/captions.ts';

describe('captions', () => {
  it('are WebVTT, with hours', () => {
    const segments = [
      { start: 0.3, end: 2.52, text: 'Go forward ten metres.' },
      { start: 3599.99, end: 3601.5, text: 'Stop.' },
    ];
    expect(toWebVtt(segments)).to.equal(
      'WEBVTT\n\n00:00:00.300 --> 00:00:02.520\nGo forward ten metres.\n\n00:59:59.990 --> 01:00:01.500\nStop.\n',
    );
  });

  it('have at most two lines of 42 characters, one cue following the other', () => {
    const text =
      'And so my fellow Americans ask not what your country can do for you ask what you can do for your country';
    const cues = toWebVtt([{ start: 0, end: 10, text }])
      .trim()
      .split('\n\n')
      .slice(1);
    expect(cues).to.have.length(2);
    const lines = cues.flatMap((cue) => cue.split('\n').slice(1));
    expect(lines.join(' ')).to.equal(text);
    for (const cue of cues) expect(cue.split('\n')).to.have.length.within(2, 3);
    for (const line of lines) expect(line.length).to.be.at.most(42);
    const [first, second] = cues.map((cue) => cue.split('\n')[0]!.split(' --> '));
    expect(first![1]).to.equal(second![0]);
    expect(second![1]).to.equal('00:00:10.000');
  });

  it('cannot be broken by what was said', () => {
    const vtt = toWebVtt([{ start: 0, end: 1, text: 'a --> b <i>& c' }]);
    expect(vtt).to.contain('a --&gt; b &lt;i&gt;&amp; c');
  });

  it('of an empty transcript are an empty file of the right kind', () => {
    expect(toWebVtt([])).to.equal('WEBVTT\n');
  });
});
