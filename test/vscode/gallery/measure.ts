import type { Locator, Page } from 'playwright-core';

/** How high a hover is, and how much of that is below its fold, in CSS pixels. */
export async function hoverSize(hover: Locator): Promise<{ readonly all: number; readonly hidden: number }> {
  return hover.evaluate((element) => {
    const scrolled = element.querySelector('.monaco-scrollable-element > *') ?? element;
    return { all: scrolled.scrollHeight, hidden: Math.max(0, scrolled.scrollHeight - scrolled.clientHeight) };
  });
}

/** The texts of elements that end beyond what holds them, or in an ellipsis. */
export async function cutTexts(page: Page, selector: string, holder: string): Promise<readonly string[]> {
  return page
    .locator(selector)
    .filter({ visible: true })
    .evaluateAll((elements, around) => {
      return elements
        .filter((element) => {
          const edge = element.closest(around)?.getBoundingClientRect().right ?? window.innerWidth;
          return (
            element.scrollWidth > element.clientWidth + 1 || element.getBoundingClientRect().right > edge + 1
          );
        })
        .map((element) => element.textContent);
    }, holder);
}

/** What a person should never see of Markdown. */
export function rawMarks(text: string): readonly string[] {
  return /`|\*\*|\]\(|&nbsp;|<br/u.test(text) ? ['raw Markdown'] : [];
}
