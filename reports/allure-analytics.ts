/** The page without the analytics that the Allure generator puts in. Throws where any of it would remain. */
export function withoutAnalytics(html: string): string {
  const cleaned = html
    .replace(/<script\b[^>]*\bsrc="https:\/\/www\.googletagmanager\.com\/[^"]*"[^>]*>\s*<\/script>/g, '')
    .replace(/<script>\s*window\.dataLayer\s*=[\s\S]*?<\/script>/g, '');
  const left = /<script\b[^>]*googletagmanager|gtag\('config'/.exec(cleaned);
  if (left !== null) {
    throw new Error(
      'the Allure page still holds analytics: this version of allure is not known, use allure@3.18.0',
    );
  }
  return cleaned;
}
