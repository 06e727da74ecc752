package org.nuanxian.runtime.config;

import java.time.Duration;

/**
 * How many wrong passwords are borne, and what happens then.
 *
 * @param accountFailures wrong passwords in a row before a name is locked
 * @param addressFailures wrong passwords from one address before it is locked: a whole office may
 *     share one, so more are allowed
 * @param window failures older than this do not count
 * @param lock how long a lock lasts; of a name, a coordinator can end it sooner
 */
public record LockoutConfig(
    @Setting(fallback = "5", min = "1", max = "100") int accountFailures,
    @Setting(fallback = "50", min = "1", max = "10000") int addressFailures,
    @Setting(fallback = "15m", min = "1m", max = "7d") Duration window,
    @Setting(fallback = "15m", min = "1m", max = "7d") Duration lock) {}
