import { expect } from 'chai';
import type { Express } from 'express';
import sharp from 'sharp';
import { createApp } from '../../src/app.ts';
import { makeMember, password, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('one’s own account', () => {
  let world: World;
  let app: Express;

  before(async () => {
    world = await makeWorld();
    app = createApp(world);
  });

  const arrived = async () => {
    const member = await makeMember(world);
    const visitor = new Visitor(app);
    await visitor.signIn(member);
    return { member, visitor };
  };
  const wishes = { name: 'Ruth C.', timeZone: 'Asia/Kolkata', language: 'de-DE', theme: 'dark' };

  it('changes the name, the theme and how dates are written', async () => {
    const { visitor } = await arrived();
    await visitor.send('patch', '/account', wishes);
    const { text } = await visitor.get('/account');
    expect(text)
      .to.include('data-theme="dark"')
      .and.include('Ruth C.')
      .and.match(/Now it is \d+\. \p{L}+ \d{4} um \d/u);
  });

  for (const [field, value] of [
    ['timeZone', 'Mars/Olympus'],
    ['language', 'tlh'],
    ['theme', 'pink'],
    ['name', ' '],
  ]) {
    it(`does not take ${value} as ${field}, and changes nothing`, async () => {
      const { visitor, member } = await arrived();
      const before: unknown = await world.db('members').where({ id: member.id }).first();
      expect((await visitor.send('patch', '/account', { ...wishes, [field!]: value })).status).to.equal(422);
      // But for the moment of the sign-in, which is recorded beside it.
      expect(await world.db('members').where({ id: member.id }).first()).to.deep.equal(before);
    });
  }

  it('shows a portrait, square and without the place where it was taken; an SVG is refused', async () => {
    const { visitor, member } = await arrived();
    await visitor.get('/account');
    const photo = await sharp({ create: { width: 800, height: 500, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    expect((await visitor.postFile('/account/portrait', 'portrait', photo, 'me.jpg')).status).to.equal(303);
    const { body } = await visitor.get(`/people/${member.id}/portrait`);
    expect(await sharp(body as Buffer).metadata()).to.include({ format: 'webp', width: 256, height: 256 });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>');
    const refused = await visitor.postFile('/account/portrait', 'portrait', svg, 'me.jpg');
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Choose a PNG, JPEG, WebP or GIF picture.');
  });

  it('a new password needs the old one, and signs out everywhere else', async () => {
    const { visitor, member } = await arrived();
    const elsewhere = new Visitor(app);
    await elsewhere.signIn(member);
    const change = (current: string) =>
      visitor.send('put', '/account/password', { current, password: 'another horse 2' });
    expect((await change('not it at all')).status).to.equal(422);
    expect((await elsewhere.get('/forms')).status).to.equal(200);
    expect((await change(password)).status).to.equal(303);
    expect((await elsewhere.get('/forms')).status).to.equal(302);
    expect((await visitor.get('/forms')).status).to.equal(200);
    expect((await new Visitor(app).signIn(member, 'another horse 2')).status).to.equal(303);
  });

  it('lists where one is signed in, and ends all but this', async () => {
    const { visitor, member } = await arrived();
    const elsewhere = new Visitor(app);
    await elsewhere.signIn(member);
    expect((await visitor.get('/account')).text.match(/Seen just now|This one/g)).to.have.length(2);
    await visitor.send('delete', '/account/sessions');
    expect((await elsewhere.get('/forms')).status).to.equal(302);
    expect((await visitor.get('/account')).text).to.include('Nowhere else.');
  });
});
