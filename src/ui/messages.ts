/** The words of the page's frame, rail and data panel, in one place, so that they can be read and translated as one. */
const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const text = {
  title: 'Recommender Playground',
  skip: 'Skip to the charts',
  landmarks: { controls: 'Run controls', experiment: 'Experiment', results: 'Results' },
  tabs: {
    setup: 'Setup',
    charts: 'Charts',
    runs: 'Runs',
    lab: 'Lab',
    text: 'Text',
    inspect: 'Look inside',
    map: 'Map',
    data: 'Data',
  },

  run: {
    train: 'Train',
    pause: 'Pause',
    resume: 'Resume',
    step: 'One training step',
    stop: 'Stop and measure the test part',
    restart: 'Restart with the current settings',
    restartNew: 'Restart: settings have changed',
    epoch: 'Epoch',
    progress: 'Progress of the run',
    starting: 'Starting',
    ready: 'Ready',
    loading: 'Loading',
    training: 'Training',
    paused: 'Paused',
    done: (why: string) => `Done: ${why || 'all epochs'}`,
    failed: 'Failed',
    interrupted: 'Interrupted',
    wasInterrupted: (name: string, epochs: number) =>
      `“${name}” was interrupted after ${plural(epochs, 'epoch', 'epochs')}.`,
    resumeHint: 'It can go on from its last checkpoint.',
    queued: 'Waiting',
    waiting: (count: number) => `${count} more waiting`,
    notKept: 'A run that ends before its first epoch is not kept.',
    ask: {
      title: 'Restart the run?',
      ends: (name: string, epochs: number) =>
        epochs > 0
          ? `“${name}” is in progress. It would end after ${plural(epochs, 'epoch', 'epochs')} without a test result; its curves stay among the runs.`
          : `“${name}” is in its first epoch. It would end, and nothing of it is kept.`,
      givesUp: (count: number) =>
        `${plural(count, 'run that waits is', 'runs that wait are')} given up, too.`,
      keep: 'Go on with this run',
      restart: 'End it and restart',
    },
    oneOfMany: (label: string, done: number, total: number) =>
      total > 1 ? `${label} ${done.toLocaleString('en')} / ${total.toLocaleString('en')}` : label,
  },

  live: {
    epoch: (name: string, epoch: number, of: number, measured: string) =>
      `${name}: epoch ${epoch} of ${of}. ${measured}`,
    ended: (name: string, status: string) => `${name}: ${status}.`,
  },

  lab: {
    sweepInterrupted: (title: string, done: number, total: number) =>
      `The sweep “${title}” was interrupted after ${done} of ${plural(total, 'run', 'runs')}.`,
    sweepHint: 'It can go on with the next run.',
    goOn: 'Go on',
    dataMissing: (name: string) => `The comparison was set up on “${name}”, which is not in this browser.`,
    dataMissingHint:
      'Drop its file on the page and run it again, or compare on the data set chosen in the rail.',
    useOtherData: (name: string) => `Compare on “${name}”`,
  },

  backend: {
    names: { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'CPU' },
    none: 'No backend',
    detecting: 'Detecting…',
    software: 'software',
    unusedGpu: 'GPU not trusted',
    title: 'Where training runs',
    choose: 'Backend',
    automatic: 'Automatic (the fastest there is)',
    next: 'Takes effect from the next run.',
    why: {
      webgpu: 'On your GPU.',
      wasm: 'On the CPU with WebAssembly. Slower than a GPU, same results to within rounding.',
      cpu: 'On the CPU with plain loops.',
      software:
        'WebGPU played by the CPU: slower than WebAssembly, and only there to try what a GPU would do.',
    },
  },

  engine: {
    title: 'How the steps run',
    of: (name: string) => `Run “${name}”`,
    compiled: (kernels: number, memory: string) => ({
      short: 'compiled',
      title: `Compiled: ${plural(kernels, 'kernel', 'kernels')} a step, ${memory}`,
      help: 'Before the first step, the whole of a step (model, loss, gradients, optimizer) was translated into a few programs for this device, called kernels. They run one after the other without going back to JavaScript. The memory holds weights, optimizer and what a step needs.',
    }),
    stepByStep: (reason: string) => ({
      short: 'step by step',
      // Reasons are sentences.
      title: `Step by step: ${reason.replace(/\.$/, '')}`,
      help: 'Each operation of a step is started from JavaScript, one by one. Results are the same, but a step takes longer.',
    }),
    counted: {
      short: 'counted',
      title: 'Counted, not trained',
      help: 'This model is computed from the data in one go, so there are no training steps.',
    },
    megabytes: (bytes: number) => {
      const value = bytes / 2 ** 20;
      return value < 0.1
        ? 'under 0.1 MB'
        : `${value < 99.95 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} MB`;
    },
    none: 'Shown here once a run has started.',
  },

  benchmark: { open: 'Benchmark this device' },

  theme: {
    label: (name: string) => `Theme: ${name}`,
    names: { system: 'as the system', light: 'light', dark: 'dark', projector: 'projector' },
  },

  form: {
    about: (label: string, help: string) => `About “${label}”: ${help}`,
    reset: 'Back to the default',
    resetOf: (label: string) => `Back to the default: ${label}`,
    resetAll: 'Reset all',
    undo: 'Undo',
    pending: 'takes effect on restart',
    fault: (label: string, fault: string) => `${label} ${fault}.`,
    notTaken: (label: string, typed: string) =>
      typed.trim() === ''
        ? `${label} is empty: nothing was started.`
        : `“${typed}” cannot be ${label}: nothing was started.`,
    keptBefore: 'Type another value, or press Escape in the field to keep the one before.',
    toField: (label: string) => `Go to ${label}`,
    changed: (count: number) =>
      plural(count, 'change takes effect on restart', 'changes take effect on restart'),
    /** What models are for, by their task. */
    purposes: {
      ranking: 'Ratings and rankings',
      rating: 'Ratings and rankings',
      sequence: 'What comes next',
      genres: 'Genres from plots',
    },
    nothingToTrain: (model: string) => `${model} is counted, not trained: it has no loss and no optimizer.`,
    genreTask: 'predicted genres',
    longest: (tokens: number) => `up to ${tokens} words`,
    ratingTask: 'This model predicts ratings; ranking metrics sort the items by them.',
    loading: 'Loading the list of models…',
    metricsFault: (key: string) => `does not know “${key}”; write metrics such as ndcg@10, map or rmse`,
    metricsEmpty: 'needs at least one metric',
  },

  sections: {
    data: 'Data',
    text: 'Plots',
    sessions: 'Sessions',
    split: 'Split',
    model: 'Model',
    loss: 'Loss',
    training: 'Training',
    evaluation: 'Evaluation',
  },

  data: {
    choose: 'Data set',
    more: 'Figures, import and download',
    generatedName: 'Generated films (built in)',
    counts: (set: {
      numUsers: number;
      numItems: number;
      numInteractions: number;
      repeats?: boolean;
      ofSessions?: boolean;
    }) => {
      const items = plural(set.numItems, 'item', 'items');
      if (set.numInteractions === 0) return `${items} · no ratings`;
      // Earlier versions kept no word of sessions: what repeated was a log of them.
      const words =
        (set.ofSessions ?? set.repeats)
          ? [plural(set.numUsers, 'session', 'sessions'), plural(set.numInteractions, 'click', 'clicks')]
          : [
              plural(set.numUsers, 'user', 'users'),
              plural(set.numInteractions, 'interaction', 'interactions'),
            ];
      return [words[0], items, words[1]].join(' · ');
    },
    generating: 'Making the built-in data…',
    missing: 'Not in this browser yet',
    noVectors: 'None',
    vectors: (name: string, dimension: number) => `${name}, ${dimension} numbers each`,
    textCnnVectors: 'Text-CNN on the descriptions (trained first)',
    vectorsHint:
      'None to choose from: keep some with the data set (Map, after a run that learns them), or join plots with genres to it.',
    load: 'Load data',
    dropTitle: 'Drop a MovieLens zip, its folder, any file of ratings or clicks, or movie plots',
    dropHelp: 'It is read in this tab and kept in this browser. Nothing is uploaded.',
    dropHere: 'Drop to read it in this tab',
    chooseFiles: 'Choose files',
    chooseFolder: 'Choose folder',
    filesInput: 'Data files',
    folderInput: 'Data folder',
    pageInput: 'Files dropped on the page',
    working: (what: string) => `Reading ${what}`,
    cancel: 'Cancel',
    imported: (name: string) => `“${name}” is ready`,
    report: (format: string, rows: number) => `${format}: ${plural(rows, 'row', 'rows')} read`,
    malformed: (count: number) =>
      count === 0 ? 'no malformed rows' : `${plural(count, 'malformed row', 'malformed rows')} left out`,
    duplicates: (count: number) =>
      count === 0
        ? 'no duplicate pairs'
        : `${plural(count, 'duplicate pair', 'duplicate pairs')}, the latest kept`,
    howRead: 'How it was read',
    malformedList: 'Malformed rows',
    malformedTitle: (malformed: number, read: number) =>
      `${malformed.toLocaleString('en')} of ${read.toLocaleString('en')} rows are malformed (${((100 * malformed) / Math.max(1, read)).toFixed(1)} %)`,
    malformedHelp: 'More than 1 % usually means a wrong separator or a damaged file. Look at the rows first.',
    goOn: 'Go on without these rows',
    stopImport: 'Stop the import',
    where: (file: string, line: number) => `${file}:${line}`,
    close: 'Close',
    stored: 'Data sets in this browser',
    builtIn: 'built in',
    inUse: 'in use',
    use: 'Use',
    delete: (name: string) => `Delete ${name}`,
    deleteConfirm: 'Delete?',
    size: (bytes: number) =>
      bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`,
    downloads: 'Download MovieLens',
    downloadsShow: 'Show what can be downloaded',
    downloadsHelp: (host: string) =>
      `From ${host}, at your click only. GroupLens allows research use and forbids passing the data on.`,
    download: (label: string) => `Download ${label}`,
  },

  mapping: {
    title: (file: string) => `Which column is which in ${file}?`,
    unsure: 'Please check first',
    unsureColumns: 'No header says which column is which: compare them with the rows below.',
    roles: {
      user: 'User',
      item: 'Item',
      rating: 'Rating',
      timestamp: 'Time',
      session: 'Session',
      event: 'Event',
      timeWithin: 'Time within the session',
      title: 'Title',
      year: 'Year',
      genres: 'Genres',
      text: 'Text',
    },
    none: 'none',
    moreColumns: 'More columns: sessions, events, titles',
    howRead: 'How values are read',
    delimiter: 'Separator',
    delimiters: { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar', '::': 'two colons', ' ': 'space' },
    header: 'First row is a header',
    preview: 'The first rows as they stand',
    tables: {
      title: 'Which table holds what?',
      help: 'Tables of interactions, whole or in parts, must have the same columns. What is left aside is named in the report.',
      uses: {
        interactions: 'interactions',
        train: 'interactions to train on',
        validation: 'interactions to validate on',
        test: 'interactions to test on',
        items: 'what is known of items',
        users: 'what is known of users',
        aside: 'left aside',
      },
    },
    values: {
      title: (column: string) => `What are the numbers in “${column}”?`,
      rating: 'Ratings: how much the user likes the item',
      count: 'Counts: how often the user had it, so that each row is an interaction',
    },
    unrated: {
      title: (codes: number[], column: string) =>
        `What ${codes.length === 1 ? 'does' : 'do'} ${codes.join(' and ')} in “${column}” mean?`,
      counts: (withCode: number, rows: number) =>
        `${withCode.toLocaleString('en')} of ${plural(rows, 'row', 'rows')} looked at ${withCode === 1 ? 'has' : 'have'} it.`,
      leftOut: (left: number) =>
        `Not rated: leave these rows out (${plural(left, 'rating', 'ratings')} of those looked at stay)`,
      interactions: (rows: number) =>
        `Not rated: let every row count as an interaction (${rows.toLocaleString('en')}), without stars`,
      rating: 'A rating, the lowest there is',
    },
    events: {
      title: (column: string) => `Which events in “${column}” count as interactions?`,
      one: (event: string, count: number) => `${event} (${count.toLocaleString('en')})`,
      none: 'Choose at least one event.',
    },
    times: {
      title: 'How times are written',
      byContent: 'as the column shows',
      numbers: 'As numbers',
      dates: 'As dates',
      units: {
        s: 'seconds since 1970',
        ms: 'milliseconds since 1970',
        us: 'microseconds since 1970',
        ns: 'nanoseconds since 1970',
        order: 'places in an order, no dates',
      },
      orders: { ymd: 'year first', dmy: 'day first', mdy: 'month first' },
    },
    layouts: {
      table: '',
      lists: 'Each line is a user and the items that they had.',
      blocks: 'Each block is an item and the rows of it.',
      json: '',
    },
    decimal: 'Decimal mark of ratings',
    decimals: { '.': 'point (3.5)', ',': 'comma (3,5)' },
    repeats: 'The same item again counts again, as in a log of clicks',
    becomes: {
      title: 'What the first rows become',
      columns: {
        user: 'User',
        session: 'Session',
        item: 'Item',
        title: 'Title',
        rating: 'Rating',
        time: 'Time',
      },
      leftOut: (line: number, reason: string) => `Line ${line} is left out: ${reason}.`,
      place: (place: number) => `place ${place.toLocaleString('en')}`,
    },
    same: 'User and item must be two different columns.',
    nobody: 'Choose a column of users or of sessions.',
    import: 'Import',
    partition: (hasValidation: boolean) => ({
      what: hasValidation
        ? 'Split and validation are now “Predefined”: those that the tables came with.'
        : 'The split is now “Predefined”: the one that the tables came with.',
      hint: 'Choose another one on the left, for other data too.',
    }),
    again: 'Change the columns',
    count: 'Count',
    areCounts: 'Counts are no ratings: every row counts as an interaction of rating 1.',
    noRating: 'Without a rating column every row counts as an interaction of rating 1.',
    noTime: 'Without a time column the order of rows is not used: choose a random split.',
  },

  plots: {
    title: (file: string) => `What is what in the plots of ${file}?`,
    roles: { title: 'Title', year: 'Year', id: 'Id', genres: 'Genres', text: 'Text' },
    joinTo: 'Join to',
    joinNone: 'nothing: use the plots alone',
    genresFrom: 'Genres from',
    genresOfPlots: 'the plots file',
    genresOfRatings: 'the ratings',
    nameless: 'Choose a title or an id: one of them says which movie a plot belongs to.',
    alone: 'A data set of movies alone: for models that read texts, not for those that learn from ratings.',
    aloneNoGenres: 'Without genres and ratings, only word vectors can be trained on this.',
    ownGenres: 'The file has no genres; those of the ratings stay, where they have any.',
    joins: 'By id where the ids mean the same movies, else by title and year.',
    join: 'Join',
    importAlone: 'Import',
    arePlots: 'These are plots of movies',
    areRatings: 'These are ratings',
    duplicates: (count: number) =>
      count === 0
        ? 'no movie twice'
        : `${plural(count, 'row that repeats', 'rows that repeat')} a movie left out`,
    matched: (matched: number, items: number, by: 'id' | 'title') =>
      `${matched.toLocaleString('en')} of ${plural(items, 'item', 'items')} matched (${((100 * matched) / Math.max(1, items)).toFixed(1)} %), by ${by === 'id' ? 'id' : 'title and year'}.`,
    nearYear: (count: number) =>
      `${plural(count, 'of them has', 'of them have')} a year that differs by one.`,
    itemsWithout: (count: number) => plural(count, 'item without a plot', 'items without a plot'),
    plotsWithout: (count: number) => plural(count, 'plot without an item', 'plots without an item'),
    firstOf: (count: number) => `The first ${count} are listed.`,
    section: 'Plots',
    have: (texts: number, genres: number, items: number) =>
      `Of ${plural(items, 'item', 'items')}, ${texts.toLocaleString('en')} have a text and ${genres.toLocaleString('en')} have genres. One of them:`,
  },

  summary: {
    noRatings: 'There are no ratings: models that read texts can use these movies, recommenders cannot.',
    users: 'Users',
    items: 'Items',
    interactions: 'Interactions',
    sparsity: 'Sparsity',
    mean: 'Mean rating',
    time: 'Time',
    orderOnly: 'order only, no dates',
    noTime: 'not known',
    fingerprint: 'Fingerprint',
    genres: 'Genres',
    predefined: 'Splits in the files',
    ofUsers: (count: number) => `Known of ${plural(count, 'user', 'users')}`,
    ofSessions: (count: number) => `Known of ${plural(count, 'session', 'sessions')}`,
    ofItems: (count: number) => `Known of ${plural(count, 'item', 'items')}`,
    /** Of how many it is known, where that is not all of them. */
    attribute: (name: string, values: string, known: number | null) =>
      name +
      (values === '' ? '' : ` (${values})`) +
      (known === null ? '' : `, of ${known.toLocaleString('en')} of them`),
    distinct: (count: number, examples: string[]) =>
      count <= examples.length
        ? examples.join(', ')
        : `${count.toLocaleString('en')} values: ${examples.slice(0, 3).join(', ')}…`,
    range: (min: number, max: number) => (min === max ? String(min) : `${min} – ${max}`),
    ratings: 'Ratings',
    ratingsAxis: 'Rating',
    sessions: 'Sessions',
    clicks: 'Clicks',
    activity: 'Activity, long tail',
    activityHelp:
      'Interactions of the k-th most active user and of the k-th most popular item, both axes logarithmic. A straight fall is a power law.',
    clicksHelp:
      'Clicks of the k-th longest session and on the k-th most popular item, both axes logarithmic. A straight fall is a power law.',
    rankAxis: 'Rank',
    byUser: 'users',
    bySession: 'sessions',
    byItem: 'items',
    sample: 'Sample rows',
    columns: {
      user: 'User',
      session: 'Session',
      item: 'Item',
      title: 'Title',
      rating: 'Rating',
      time: 'Time',
    },
    empty: 'No data set is chosen.',
    emptyHint: 'Drop a file here, or choose a data set on the left.',
  },

  split: {
    preview: 'What this split gives',
    train: 'Train',
    validation: 'Validation',
    test: 'Test',
    users: 'Users with test items',
    interactions: 'Interactions',
    sessions: 'Sessions',
    folds: (folds: string[]) => `${folds.length} folds: ${folds.join(', ')}`,
    counting: 'Counting…',
    noData: 'Counted once the data is here.',
  },

  link: {
    opened: (count: number) =>
      count === 1
        ? 'This page was opened with an experiment from a link.'
        : `This page was opened with ${count} experiments from a link.`,
    openedHint: 'Press Train to run it here. The sender’s curves, if any, are drawn in the background.',
    problems: 'Some values of the link were not taken:',
    wanted: (name: string, fingerprint: string) =>
      fingerprint
        ? `This experiment needs the data set “${name}” (fingerprint ${fingerprint.slice(0, 8)}).`
        : `This experiment needs the data set “${name}”.`,
    wantedHint: 'Drop its file anywhere on this page. It is read here and goes nowhere else.',
    offered: (name: string, fingerprint: string) =>
      `“${name}” has another fingerprint (${fingerprint.slice(0, 8)}): it is not the same data.`,
    offeredHint: 'You can go on with it, but results will differ from the sender’s and are not compared.',
    goOn: 'Go on with this data',
    chooseFile: 'Choose another file',
    useGenerated: 'Use the built-in data instead',
    dismiss: 'Dismiss',
  },

  share: {
    title: 'Share',
    what: 'What to share',
    settings: 'Current settings',
    comparison: (title: string) => `The comparison “${title}”, with its verdict`,
    runs: (count: number) => plural(count, 'run', 'runs'),
    curves: 'Include my curves, so that the receiver can compare',
    link: 'Link',
    copy: 'Copy link',
    copied: 'Link copied.',
    copiedCurrent: (name: string) => `Link to “${name}” copied.`,
    copyFailed: 'The browser did not let the page copy.',
    copyFailedHint: 'Select the link in the Share dialog and copy it by hand.',
    length: (chars: number) => `${chars.toLocaleString('en')} characters`,
    long: 'Some programs cut links this long: leave the curves out, or share fewer runs.',
    privacy: 'A link carries settings and, if you choose so, measured values: never data.',
  },

  rail: {
    hide: 'Hide the experiment',
    show: 'Show the experiment',
  },

  charts: {
    otherRuns: (runs: string[], drawn: boolean) =>
      `${drawn ? 'Not comparable' : 'Not drawn'}, as measured on other data, splits or parts than the current run: ${runs.join(', ')}.`,
    drawToo: 'Draw them too',
    leaveOut: 'Leave them out',
  },

  runs: {
    testedOn: 'Not all were tested on the same thing, so compare only what has the same letter.',
    other: 'other test part',
    otherTestPart: 'Measured on another test part than the baseline: the two cannot be compared.',
  },

  lessons: {
    title: 'Lessons',
    open: 'Lessons',
    intro: 'Each loads settings that answer one question. Your own settings come back with Undo.',
    time: 'Time',
    data: 'Data',
    look: 'Look for',
    load: 'Load',
    compare: (count: number) => `Compares ${plural(count, 'run', 'runs')} in the Lab`,
    loaded: (label: string) => `Loaded “${label}”.`,
    none: 'No lessons yet.',
  },

  help: {
    title: 'Help',
    open: 'Help and keys',
    keys: 'Keys',
    does: {
      play: 'Train, pause, resume',
      step: 'One training step, then pause',
      restart: 'Restart with the current settings',
      copyLink: 'Copy a link to the current run',
      theme: 'Next theme',
      rail: 'Hide or show the experiment',
      help: 'This help',
    },
    arrows: 'In a number field: next value up or down',
    shortcuts: 'Single keys work anywhere on the page',
    shortcutsHelp:
      'Turn them off where speech input or a stray key sets them off. Everything they do has a button.',
    how: 'How it works',
    steps: [
      'Choose data, or keep the built-in set. Press Train and watch the curves.',
      'Change one thing on the left and train again: both runs stay in the charts.',
      'Share sends settings by link. The same seed gives the same batches and negatives everywhere.',
    ],
    privacy: 'Everything runs in this tab. No data leaves it, and there is no account.',
  },

  notices: {
    counted: (what: string, count: number) => `${what} (${count} times)`,
    more: (count: number) => `${plural(count, 'more message', 'more messages')}: dismiss all`,
  },

  storage: {
    denied: 'This browser keeps nothing for this page.',
    deniedHint:
      'Everything works, but runs, imported data and comparisons are gone when it is closed: save runs as CSV, or share them as a link. A private window or a privacy setting is the usual cause.',
  },

  errors: {
    tryAgain: 'Try again',
    reload: 'Reload the page',
    dismiss: 'Dismiss this message',
  },
} as const;
