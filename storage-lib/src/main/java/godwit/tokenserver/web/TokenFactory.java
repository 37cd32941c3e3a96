package godwit.tokenserver.web;

/**
 * What tokens are made with.
 *
 * @param mint makes them
 * @param hash names the account in telemetry
 * @param settings how long they last
 */
public record TokenFactory(TokenMint mint, MetricsHash hash, TokenserverSettings settings) {}
