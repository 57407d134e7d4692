// Colours as Helix names them, and how a name in them can be read in Twitch's chat.

/** Twitch's fifteen, which every account may have. */
export const PRESETS = {
  blue: "#0000FF",
  blue_violet: "#8A2BE2",
  cadet_blue: "#5F9EA0",
  chocolate: "#D2691E",
  coral: "#FF7F50",
  dodger_blue: "#1E90FF",
  firebrick: "#B22222",
  golden_rod: "#DAA520",
  green: "#008000",
  hot_pink: "#FF69B4",
  orange_red: "#FF4500",
  red: "#FF0000",
  sea_green: "#2E8B57",
  spring_green: "#00FF7F",
  yellow_green: "#9ACD32",
};

/** What is behind a name in Twitch's chat. */
export const CHAT = { dark: "#18181B", light: "#FFFFFF" };

const HEX = /^#[0-9a-f]{6}$/i;

/** The colour as #RRGGBB; undefined where it is none. */
export function hexOf(color) {
  if (typeof color !== "string") {
    return undefined;
  }
  return PRESETS[color.toLowerCase()] ?? (HEX.test(color) ? color.toUpperCase() : undefined);
}

/** What somebody has typed as a colour: with or without #, also #abc, also a preset's name. Undefined where it is none. */
export function parsed(text) {
  const word = text.trim().toLowerCase();
  const name = word.replace(/[\s-]+/g, "_");
  if (PRESETS[name]) {
    return name;
  }
  const digits = word.replace(/^#/, "");
  if (/^[0-9a-f]{3}$/.test(digits)) {
    return "#" + [...digits].map((digit) => digit + digit).join("").toUpperCase();
  }
  return /^[0-9a-f]{6}$/.test(digits) ? "#" + digits.toUpperCase() : undefined;
}

/** A preset's name in words, or #RRGGBB. */
export function wordsOf(color) {
  return PRESETS[color] ? color.replaceAll("_", " ") : (hexOf(color) ?? color);
}

/** The relative luminance of WCAG 2.2. */
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
