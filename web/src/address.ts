// The address holds the whole view: path and parameters, and a hook that both reads and writes them.
import { useEffect, useState } from "preact/hooks";

export interface Address { path: string[]; query: Record<string, string> }

export function readAddress(): Address {
  const path = location.pathname.split("/").filter(Boolean).map((piece) => {
    try { return decodeURIComponent(piece); } catch { return piece; }
  });
  return { path, query: Object.fromEntries(new URLSearchParams(location.search)) };
}

export function href(path: string[], query: Record<string, string | undefined> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) parameters.set(name, value);
  const text = parameters.toString();
  return "/" + path.map(encodeURIComponent).join("/") + (text ? "?" + text : "");
}

const listeners = new Set<() => void>();
export function go(to: string, replace = false): void {
  if (to === location.pathname + location.search) return;
  replace ? history.replaceState(null, "", to) : history.pushState(null, "", to);
  listeners.forEach((listener) => listener());
}

export function useAddress(): Address {
  const [address, set] = useState(readAddress);
  useEffect(() => {
    const listener = () => set(readAddress());
    listeners.add(listener);
    addEventListener("popstate", listener);
    return () => { listeners.delete(listener); removeEventListener("popstate", listener); };
  }, []);
  return address;
}

// Changes parameters of this view; an empty value takes one away. While something is dragged, without a step of history.
export function setQuery(changes: Record<string, string | undefined>, replace = false): void {
  const { path, query } = readAddress();
  go(href(path, { ...query, ...changes }), replace);
}

// Links of ours are followed without loading the page anew.
export function followLinks(): void {
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.("a[href]");
    if (!link || link.hasAttribute("download") || link.getAttribute("target")) return;
    const to = new URL((link as HTMLAnchorElement | SVGAElement).getAttribute("href")!, location.href);
    if (to.origin !== location.origin || to.pathname.startsWith("/api/") || to.pathname.includes(".")) return;
    if (to.hash && to.pathname === location.pathname) return;
    event.preventDefault();
    go(to.pathname + to.search);
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  });
}
