// Numbers, lengths of time and times, in the viewer's own way and zone.
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const shortDay = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });

const DAY = 86_400_000;

export const count = (number) => whole.format(number);

/** With a decimal where there is little of it. */
export const rate = (number) => (number < 10 ? fine : whole).format(number);

export function milliseconds(number) {
  if (number === null || number === undefined) {
    return "–";
  }
  return number < 10_000 ? `${(number < 10 ? fine : whole).format(number)} ms` : `${whole.format(number / 1000)} s`;
}

export const size = (bytes) =>
  bytes < 1_048_576 ? `${whole.format(Math.max(1, bytes / 1024))} KB` : `${fine.format(bytes / 1_048_576)} MB`;

/** The time of day; with the day where it is not today. */
export function clock(instant) {
  const date = new Date(instant);
  return date.toDateString() === new Date().toDateString() ? time.format(date) : shortDay.format(date);
}

export const fullTime = (instant) => dayAndTime.format(new Date(instant));

/** How long ago, to one unit, as "chameleon status" has it. */
export function lengthSince(instant, now = Date.now()) {
  return lengthOf(Math.max(0, now - new Date(instant).getTime()));
}

export function lengthOf(length) {
  const seconds = Math.floor(length / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return length < DAY ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(length / DAY)} d`;
}
