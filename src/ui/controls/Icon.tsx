/** The icons of the page, drawn on a 16-pixel grid with the colour of the text around them. */
const paths = {
  play: <path d="M4 2.5v11l9-5.5z" fill="currentColor" />,
  pause: <path d="M4 2.5h3v11H4zM9 2.5h3v11H9z" fill="currentColor" />,
  step: <path d="M3 2.5v11l7-5.5zM11 2.5h2v11h-2z" fill="currentColor" />,
  stop: <path d="M3 3h10v10H3z" fill="currentColor" />,
  restart: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3.2H9.8" />,
  reset: <path d="M3 6h6.5a3.5 3.5 0 0 1 0 7H6M5.5 3.5 3 6l2.5 2.5" />,
  share: (
    <>
      <circle cx="4" cy="8" r="2" />
      <circle cx="12" cy="3.5" r="2" />
      <circle cx="12" cy="12.5" r="2" />
      <path d="m5.8 7 4.4-2.5M5.8 9l4.4 2.5" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.4 1.4M11.6 11.6 13 13M13 3l-1.4 1.4M4.4 11.6 3 13" />
    </>
  ),
  moon: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z" />,
  projector: <path d="M2 3h12v8H2zM8 11v2.5M5 14h6" />,
  system: <path d="M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12" />,
  help: <path d="M5.6 6A2.4 2.4 0 1 1 8.9 8.2C8.3 8.5 8 8.9 8 9.6M8 12.2v.1" />,
  lessons: (
    <path d="M2 3.5c2.5-.8 4.5-.5 6 .8 1.5-1.3 3.5-1.6 6-.8v9c-2.5-.8-4.5-.5-6 .8-1.5-1.3-3.5-1.6-6-.8zM8 4.3v9" />
  ),
  upload: <path d="M8 10.5V2.5M4.8 5.5 8 2.3l3.2 3.2M2.5 10.5v3h11v-3" />,
  download: <path d="M8 2.5v8M4.8 7.3 8 10.5l3.2-3.2M2.5 10.5v3h11v-3" />,
  folder: <path d="M2 4h4l1.5 2H14v7H2z" />,
  trash: <path d="M3 4.5h10M6 4.5V2.5h4v2M4.5 4.5l.6 9h5.8l.6-9" />,
  chevron: <path d="m6 4 4 4-4 4" />,
  up: <path d="m4.5 10 3.5-3.5 3.5 3.5" />,
  down: <path d="M4.5 6 8 9.5 11.5 6" />,
  table: <path d="M1.75 2.75h12.5v10.5H1.75zM1.75 6.25h12.5M1.75 9.75h12.5M6.25 2.75v10.5" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  warning: <path d="M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.1" />,
  check: <path d="m3 8.5 3.5 3.5L13 5" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  whole: <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />,
  rail: <path d="M2 3h12v10H2zM6.5 3v10" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
} as const;

export type IconName = keyof typeof paths;

/** A decoration: whatever it stands for is also said in words by its neighbour or its button. */
export function Icon({ name, size = '1rem' }: { name: IconName; size?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      style={{ width: size, height: size, flex: 'none', display: 'block' }}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {paths[name]}
    </svg>
  );
}
