package org.nuanxian.runtime.config;

import java.util.Optional;

/**
 * Whom this house tells that it lives.
 *
 * @param url of an outside watcher, called once a minute while the stores answer
 */
public record HeartbeatConfig(@Setting(fallback = "") Optional<String> url) {}
