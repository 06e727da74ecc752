package org.nuanxian.bench.year;

import java.time.Duration;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.roster.County;

/**
 * Somebody who comes.
 *
 * @param atMs when, in ms since the year began
 * @param talk how long they talk once they are answered
 * @param record how long the volunteer writes afterwards
 * @param patience how long they wait before they give up; nobody in danger does
 */
record Caller(
    long atMs, County county, Level level, Duration talk, Duration record, Duration patience) {}
