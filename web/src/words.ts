// How things are called and numbers are written: one place for all pages.
import names from "entente:names";

export const nameOf = (code: string | null | undefined): string => (code ? names[code] ?? code : "");
// "the United States": names that take an article in a sentence.
const kArticle = /^(United |Netherlands|Philippines|Bahamas|Maldives|Gambia|Czech Republic|Democratic Republic|European Union|Central African|Marshall|Solomon|Comoros|Dominican Republic|Republic of|Palestinian)/;
export const inSentence = (code: string): string => (kArticle.test(nameOf(code)) ? "the " : "") + nameOf(code);
export const allNames: [string, string][] = Object.entries(names).sort((a, b) => a[1].localeCompare(b[1]));

export const kFields = ("trade energy finance industry agriculture infrastructure transport technology space nuclear health education " +
  "culture science environment migration justice security military intelligence humanitarian diplomacy elections rights media sport tourism").split(" ");
export const fieldName = (field: string): string => field === "" ? "no field named" : field;

const integer = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
export const count = (n: number): string => integer.format(n);
// "1 act", "2 acts".
export const counted = (n: number, one: string, many = one + "s"): string => `${integer.format(n)} ${n === 1 ? one : many}`;
export const score = (n: number | null): string =>
  n === null ? "–" : (n > 0 ? "+" : n < 0 ? "−" : "") + Math.abs(n).toFixed(1);

const kMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
// "2022-02-16" -> "16 Feb 2022"; a month and a year as they are; nothing -> "undated".
export function dayName(day: string | null | undefined): string {
  if (!day) return "undated";
  const [year, month, date] = day.split("-");
  if (!month) return year;
  const name = kMonths[Number(month) - 1] ?? month;
  return date ? `${Number(date)} ${name} ${year}` : `${name} ${year}`;
}
export function span(first: string | null, last: string | null): string {
  if (!first || !last) return "";
  const a = first.slice(0, 4), b = last.slice(0, 4);
  return a === b ? a : `${a}–${b}`;
}
export const words = (text: string): string => text.replace(/_/g, " ");
export const typeName = (type: string | null): string => (type ? type.charAt(0) + type.slice(1).toLowerCase() : "Act");

// Only web addresses become links: a report's own text names them.
export function safeUrl(url: string | null | undefined): string | undefined {
  if (!url) return undefined;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}
