import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments';

describe('parseArguments', () => {
  it('asks for nothing when nothing is given', () => {
    expect(parseArguments([])).toEqual({
      data: [],
      reading: { columns: new Map(), unrated: null, unratedAs: null, events: null, dates: null },
      acceptMalformed: false,
      plots: null,
      preset: null,
      model: null,
      epochs: null,
      seed: null,
      backend: null,
      set: [],
      spec: null,
      link: null,
      json: false,
      help: false,
    });
  });

  it('reads every option', () => {
    const asked = parseArguments(
      '--data ml.zip --plots plots.json.gz --preset p --model neumf --epochs 5 --seed 0 --backend wasm --spec s.json --json'.split(
        ' ',
      ),
    );
    expect(asked).toMatchObject({
      data: ['ml.zip'],
      plots: 'plots.json.gz',
      preset: 'p',
      model: 'neumf',
      epochs: 5,
      seed: 0,
      backend: 'wasm',
      spec: 's.json',
      json: true,
    });
  });

  it('takes several files after --data, also with options between them', () => {
    expect(parseArguments(['--data', 'a.csv', 'b.csv', '--json', 'c.csv']).data).toEqual([
      'a.csv',
      'b.csv',
      'c.csv',
    ]);
  });

  it('keeps --set in its order, with = and spaces as they are', () => {
    const asked = parseArguments(['--set', 'train.l2=0', '--set=split.group=u1 u5']);
    expect(asked.set).toEqual(['train.l2=0', 'split.group=u1 u5']);
  });

  it('reads what the columns of the data are', () => {
    const { reading } = parseArguments(
      '--data a.csv --columns user=who,item=2,time=when --columns rating=none --unrated 0,-1 --unrated-as interactions --events view,buy --dates dmy'.split(
        ' ',
      ),
    );
    expect(reading).toEqual({
      columns: new Map([
        ['user', 'who'],
        ['item', '2'],
        ['time', 'when'],
        ['rating', 'none'],
      ]),
      unrated: [0, -1],
      unratedAs: 'interactions',
      events: ['view', 'buy'],
      dates: 'dmy',
    });
    expect([...parseArguments(['--columns', 'user=name, first,item=b']).reading.columns]).toEqual([
      ['user', 'name, first'],
      ['item', 'b'],
    ]);
  });

  it.each([
    [['--columns', 'who=a'], '--columns takes ROLE=COLUMN with the roles user, item'],
    [['--unrated', 'zero'], '--unrated takes numbers such as 0,-1, or none, not "zero"'],
    [['--dates', 'us'], '--dates takes dmy, mdy, ymd, not "us"'],
    [['--epoch', '5'], '--epoch'],
    [['ml-100k.zip'], '"ml-100k.zip" is no option'],
    [['--epochs', 'five'], '--epochs takes a whole number from 1, not "five"'],
    [['--epochs', '0'], '--epochs takes a whole number from 1, not "0"'],
    [['--seed', '1.5'], '--seed takes a whole number from 0'],
    [['--backend', 'webgl'], '--backend takes webgpu, wasm, cpu, not "webgl"'],
    [['--link', 'x', '--preset', 'p'], 'A link holds a whole experiment'],
    [['--model'], '--model'],
  ])('says what is wrong with %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});
