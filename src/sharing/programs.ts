/** What mail scanners, previews of links and other programs call themselves. "Cubot" makes phones. */
const names = [
  /(?<!cu)bot\b|crawl|spider|preview|slurp|archiver/i,
  /facebookexternalhit|facebot|whatsapp\/|slack-imgproxy|embedly|iframely|vkshare|synapse/i,
  /safelinks|google-read-aloud|googleimageproxy|google-inspectiontool|microsoft office|ms-?office/i,
  /barracuda|proofpoint|mimecast|symantec|trendmicro|fortiguard|forcepoint|ironport|mailscanner|urldefense/i,
  /curl\/|wget\/|python-requests|python-urllib|aiohttp|go-http-client|^java\/|okhttp|libwww|httpclient/i,
];

/** By what it says of itself. A scanner that says it is an ordinary browser opens a link and watches nothing. */
export function isProgram(agent: string): boolean {
  return names.some((name) => name.test(agent));
}
