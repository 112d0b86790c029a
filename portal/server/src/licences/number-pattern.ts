/** Serials begin anew each year only where the number names its year: else two years would share a number. */
export function serialScope(pattern: string, year: string): string {
  return pattern.includes("{year}") ? year : "all";
}
